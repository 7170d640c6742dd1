//! A window of the browser, as the tests use it.

use fantoccini::Client;
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::wd::WebDriverCompatibleCommand;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use url::{ParseError, Url};

/// Areas that may be wider than the screen: they scroll.
pub(crate) const AREAS: &str = "main .lanes, main .table-wrapper, main pre, main pre > code";

/// A4 between margins of a centimetre, in the pixels of CSS.
const PAPER: u32 = 718;

/// A width in pixels, and the colours that the reader's system asks for.
#[derive(Clone, Copy)]
pub(crate) struct Screen {
    pub(crate) width: u32,
    pub(crate) scheme: &'static str,
}

pub(crate) const PHONE: Screen = Screen { width: 360, scheme: "light" };
pub(crate) const DESK: Screen = Screen { width: 1440, scheme: "light" };

/// A window on the served book.
#[derive(Clone)]
pub(crate) struct Page {
    pub(crate) client: Client,
    pub(crate) book: String,
    pub(crate) axe: String,
}

impl Page {
    pub(crate) fn new(client: Client, book: String, axe: String) -> Page {
        Page { client, book, axe }
    }

    /// Takes the print dialog away: the print page opens it, and nobody would close it.
    pub(crate) async fn prepare(&self) {
        self.before_every_page("window.print = () => {};").await;
    }

    /// Runs a script before those of each page that is opened from now on.
    pub(crate) async fn before_every_page(&self, script: &str) {
        self.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script })).await;
    }

    /// Opens a page of the book.
    pub(crate) async fn load(&self, path: &str) {
        self.client.goto(&format!("{}{path}", self.book)).await.unwrap();
    }

    /// Opens a page of the book and waits until its letters are there.
    pub(crate) async fn open(&self, path: &str) {
        self.load(path).await;
        self.run::<()>("return document.fonts.ready.then(() => null)", json!([])).await;
    }

    /// The path of the address that is shown.
    pub(crate) async fn path(&self) -> String {
        self.client.current_url().await.unwrap().path().to_owned()
    }

    /// Waits until the path of the address is this.
    pub(crate) async fn arrives_at(&self, path: &str) {
        let wanted = Url::parse(&format!("{}{path}", self.book)).unwrap();
        let now = self.client.wait().for_url(&wanted).await;
        assert!(now.is_ok(), "expected `{path}`, got `{}`", self.path().await);
    }

    /// Runs a script and returns what it, or the promise that it returns, ends with.
    pub(crate) async fn run<T: DeserializeOwned>(&self, script: &str, arguments: Value) -> T {
        let Value::Array(arguments) = arguments else { panic!("arguments are an array") };
        let value = self.client.execute(script, arguments).await;
        let value = value.unwrap_or_else(|error| panic!("{error}\nin: {script:.200}"));
        serde_json::from_value(value.clone()).unwrap_or_else(|error| panic!("{error}: {value}"))
    }

    /// Shows the page on a screen.
    pub(crate) async fn on(&self, screen: Screen) {
        self.show(screen.width, "screen", screen.scheme).await;
    }

    /// Shows the page as it is printed.
    pub(crate) async fn on_paper(&self, scheme: &'static str) {
        self.show(PAPER, "print", scheme).await;
    }

    async fn show(&self, width: u32, media: &str, scheme: &str) {
        let size =
            json!({ "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", size).await;
        let features = json!([
            { "name": "prefers-color-scheme", "value": scheme },
            // A colour that is still on its way would be judged.
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]);
        let media = json!({ "media": media, "features": features });
        self.devtools("Emulation.setEmulatedMedia", media).await;
        // The page hears of it in the next frame.
        let frames = "return new Promise((done) =>
            requestAnimationFrame(() => requestAnimationFrame(() => done(null))))";
        self.run::<()>(frames, json!([])).await;
    }

    /// Opens what a reader can open: details, and the reasons of quizzes.
    pub(crate) async fn open_everything(&self) {
        let script = "document.querySelectorAll('main details').forEach((it) => (it.open = true));
            document.querySelectorAll('main .look input').forEach((it) => (it.checked = true));";
        self.run::<()>(script, json!([])).await;
    }

    /// Presses and releases keys, one after the other.
    pub(crate) async fn press(&self, keys: impl IntoIterator<Item = char>) {
        let keys = keys.into_iter().fold(KeyActions::new("keyboard".to_owned()), |keys, value| {
            keys.then(KeyAction::Down { value }).then(KeyAction::Up { value })
        });
        self.client.perform_actions(keys).await.unwrap();
    }

    /// A command of the browser's own protocol.
    pub(crate) async fn devtools(&self, command: &'static str, parameters: Value) -> Value {
        let body = json!({ "cmd": command, "params": parameters });
        self.client.issue_cmd(Own { path: "goog/cdp/execute", body }).await.unwrap()
    }

    /// What the log has had to say since it was last asked.
    pub(crate) async fn log(&self, log: &'static str) -> Vec<Value> {
        let body = json!({ "type": log });
        let entries = self.client.issue_cmd(Own { path: "se/log", body }).await.unwrap();
        entries.as_array().cloned().unwrap_or_default()
    }
}

/// A command of chromedriver's own.
#[derive(Debug)]
struct Own {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Own {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &Url) -> (hyper::Method, Option<String>) {
        (hyper::Method::POST, Some(self.body.to_string()))
    }
}
