//! Loading a page: nothing on the console, nothing that fails, nothing from elsewhere.

use serde_json::Value;
use url::Url;

use super::page::{DESK, Page};
use super::served;

pub(crate) async fn every_page(page: Page) {
    let book = Url::parse(&page.book).unwrap();
    page.on(DESK).await;
    page.log("browser").await;
    page.log("performance").await;
    let mut complaints = Vec::new();
    let mut requests = 0;
    for path in served::pages() {
        page.open(&path).await;
        for entry in page.log("browser").await {
            let message = entry["message"].as_str().unwrap_or_default();
            if !(path == served::MISSING && is_missing(message)) {
                complaints.push(format!("{path}: {message}"));
            }
        }
        for entry in page.log("performance").await {
            let event = event(&entry);
            requests += usize::from(event["method"] == "Network.requestWillBeSent");
            complaints.extend(wrong(&event, &book).map(|wrong| format!("{path}: {wrong}")));
        }
    }
    assert!(requests > 0, "the log shows no request");
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

/// The console says of a page that is not there that it is not there.
fn is_missing(message: &str) -> bool {
    message.contains(served::MISSING) && message.contains("404")
}

/// The event of the browser in an entry of the log.
fn event(entry: &Value) -> Value {
    let message = entry["message"].as_str().unwrap_or_default();
    serde_json::from_str::<Value>(message).unwrap_or_default()["message"].take()
}

/// What is wrong with an event of the network.
fn wrong(event: &Value, book: &Url) -> Option<String> {
    let about = &event["params"];
    match event["method"].as_str()? {
        "Network.requestWillBeSent" => {
            let url = Url::parse(about["request"]["url"].as_str()?).ok()?;
            let own = url.scheme() == "data" || url.origin() == book.origin();
            (!own).then(|| format!("asks another machine: {url}"))
        }
        "Network.responseReceived" => {
            let (url, status) = (about["response"]["url"].as_str()?, &about["response"]["status"]);
            let failed = status.as_u64()? >= 400 && !url.ends_with(served::MISSING);
            failed.then(|| format!("{url} is answered with {status}"))
        }
        // A request that the next page cuts off did not fail.
        "Network.loadingFailed" if about["canceled"] != true => {
            Some(format!("a request failed: {}", about["errorText"]))
        }
        _ => None,
    }
}
