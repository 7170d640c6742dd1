//! Paper: nothing scrolls there, so nothing may need to.

use serde_json::json;

use super::page::Page;
use super::served;

/// What is wider than the sheet, and what is cut because its box would have to scroll.
const CUT: &str = "
    return [...document.querySelectorAll('main *')].filter((element) => {
        const box = element.getBoundingClientRect();
        if (box.width === 0 || box.height === 0 || element.closest('.visually-hidden')) return false;
        const cuts = getComputedStyle(element).overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1;
        return cuts || box.right > innerWidth + 1 || box.left < -1;
    }).map((element) => element.outerHTML.slice(0, 120));";

/// What is closed on the screen must be seen on paper.
const HIDDEN: &str = "
    return [...document.querySelectorAll('main details > :not(summary), main .quiz .why')]
        .filter((element) => !element.checkVisibility())
        .map((element) => element.outerHTML.slice(0, 120));";

pub(crate) async fn every_page(page: Page) {
    let mut found = Vec::new();
    for path in served::pages() {
        page.open(&path).await;
        // Paper is light, also for a reader whose screen is dark.
        page.on_paper("dark").await;
        let scheme: String = page
            .run("return getComputedStyle(document.documentElement).colorScheme", json!([]))
            .await;
        assert_eq!(scheme, "light", "the colours of {path} on paper");
        for (script, what) in [(CUT, "is cut"), (HIDDEN, "is not printed")] {
            let elements: Vec<String> = page.run(script, json!([])).await;
            found.extend(elements.into_iter().map(|it| format!("{path}: {what}: {it}")));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
