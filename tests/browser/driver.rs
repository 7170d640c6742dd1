//! `chromedriver`, and a window for each test.
//!
//! WebDriver is a standard, and Debian keeps driver and browser at the same version: no other version
//! is pinned here. What the standard lacks (the size of a phone, paper, the log) are
//! commands of chromedriver's own.

use std::future::Future;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::pin::Pin;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result};
use fantoccini::ClientBuilder;
use fantoccini::wd::Capabilities;
use hyper_util::client::legacy::connect::HttpConnector;
use libtest_mimic::Failed;
use serde_json::{Value, json};

use super::needs::Tools;
use super::page::Page;
use super::served::{self, Served};

/// A test has a window for itself.
pub(crate) type Test = fn(Page) -> Pin<Box<dyn Future<Output = ()> + Send>>;

/// A net for a browser that hangs; a test takes seconds.
const LIMIT: Duration = Duration::from_secs(240);

/// The driver, and the served book.
pub(crate) struct Session {
    driver: Driver,
    book: Served,
    tools: Tools,
}

impl Session {
    pub(crate) fn start(tools: Tools) -> Result<Session> {
        Ok(Session { driver: Driver::start(&tools.chromedriver)?, book: served::serve()?, tools })
    }

    /// Runs a test in a new browser, which is closed afterwards, also if the test fails.
    pub(crate) fn run(&self, test: Test) -> Result<(), Failed> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(async {
            let client = ClientBuilder::new(HttpConnector::new())
                .capabilities(capabilities(&self.tools.chromium))
                .connect(&self.driver.address)
                .await
                .map_err(|error| format!("failed to open a browser: {error}"))?;
            let page = Page::new(client.clone(), self.book.address.clone(), self.tools.axe.clone());
            let run = async move {
                page.prepare().await;
                test(page).await;
            };
            // A task, so that a panic ends here.
            let outcome = tokio::spawn(tokio::time::timeout(LIMIT, run)).await;
            let closed = client.close().await;
            match outcome {
                Ok(Ok(())) => Ok(closed?),
                Ok(Err(_)) => Err(format!("not finished after {LIMIT:?}").into()),
                Err(error) => Err(said(error).into()),
            }
        })
    }
}

fn said(error: tokio::task::JoinError) -> String {
    let Ok(panic) = error.try_into_panic() else { return "the test was stopped".to_owned() };
    match panic.downcast::<String>() {
        Ok(text) => *text,
        Err(panic) => panic.downcast_ref::<&str>().map_or("a panic", |text| text).to_owned(),
    }
}

fn capabilities(chromium: &Path) -> Capabilities {
    let mut arguments = vec!["--headless", "--disable-gpu", "--disable-dev-shm-usage"];
    if is_root() {
        arguments.push("--no-sandbox");
    }
    let wanted = json!({
        "goog:chromeOptions": { "binary": chromium, "args": arguments },
        "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
    });
    match wanted {
        Value::Object(wanted) => wanted,
        _ => Capabilities::new(),
    }
}

/// Whether this is root, as in containers: Chromium's sandbox refuses to be set up by root.
fn is_root() -> bool {
    #[cfg(target_os = "linux")]
    return std::os::linux::fs::MetadataExt::st_uid(
        &std::fs::metadata("/proc/self").unwrap_or_else(|error| panic!("no `/proc/self`: {error}")),
    ) == 0;
    #[cfg(not(target_os = "linux"))]
    false
}

/// The process `chromedriver`, on a port that it chose.
struct Driver {
    process: Child,
    address: String,
}

impl Driver {
    fn start(program: &Path) -> Result<Driver> {
        let mut process = Command::new(program)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("failed to start `{}`", program.display()))?;
        let said = process.stdout.take().context("chromedriver says nothing")?;
        let mut lines = BufReader::new(said).lines();
        let port = lines.by_ref().map_while(Result::ok).find_map(|line| {
            let (_, port) = line.split_once("successfully on port ")?;
            port.trim_end_matches('.').parse::<u16>().ok()
        });
        // It must not find its pipe closed: it would end when it says something.
        std::thread::spawn(move || lines.for_each(drop));
        let port = port.context("chromedriver did not say on which port it listens")?;
        Ok(Driver { process, address: format!("http://127.0.0.1:{port}") })
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Its browsers are closed already: the tests close theirs.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
