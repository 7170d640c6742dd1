//! A report: steps by key and by button, and the source, the table and who holds what go along.

use fantoccini::key::Key;
use serde::Deserialize;
use serde_json::json;

use super::page::{DESK, Page};
use super::served::CHECKED;

/// What a report shows at a step.
#[derive(Debug, Deserialize, PartialEq)]
struct Shown {
    said: String,
    rows: Vec<String>,
    marked: String,
    holds: String,
}

const SHOWN: &str = "
    const text = (selector) => document.querySelector(selector)?.textContent.trim() ?? '';
    return {
        said: text('#step'),
        rows: [...document.querySelectorAll('#report tr[aria-current=step]')].map((row) => row.dataset.step),
        marked: text('#source mark'),
        holds: text('#holds'),
    };";

pub(crate) async fn steps(page: Page) {
    page.on(DESK).await;
    page.open(CHECKED).await;
    let steps: Vec<String> = page
        .run("return [...document.querySelectorAll('#report tr[data-step]')].map((row) => row.dataset.step)", json!([]))
        .await;
    assert_eq!(steps.len(), 4);

    let down = char::from(Key::Down);
    let up = char::from(Key::Up);
    for (key, at) in [
        (down, 1),
        (down, 2),
        ('j', 3),
        // There is none after the last.
        (down, 3),
        (up, 2),
        ('k', 1),
        (Key::End.into(), 3),
        (Key::Home.into(), 0),
        (up, 0),
    ] {
        page.press([key]).await;
        let shown: Shown = page.run(SHOWN, json!([])).await;
        assert_eq!(shown.said, format!("step {} of {}", at + 1, steps.len()), "after {key:?}");
        assert_eq!(shown.rows, [steps[at].clone()], "after {key:?}");
    }
    for (button, at) in [("forward", 1), ("last", 3), ("back", 2), ("first", 0)] {
        let click = "document.getElementById(arguments[0]).click()";
        page.run::<()>(click, json!([button])).await;
        let shown: Shown = page.run(SHOWN, json!([])).await;
        assert_eq!(shown.rows, [steps[at].clone()], "after {button}");
    }

    page.press([Key::End.into()]).await;
    let shown: Shown = page.run(SHOWN, json!([])).await;
    assert!(shown.marked.contains("let a = a.lock().unwrap();"), "{shown:?}");
    for words in ["main holds a", "T1 holds b", "waits for a"] {
        assert!(shown.holds.contains(words), "{words}: {shown:?}");
    }
    // mdBook's arrows would have turned the page.
    assert_eq!(page.path().await, CHECKED);
}
