//! The search: by keyboard alone, from a word to a page with the word marked.

use fantoccini::key::Key;
use serde_json::json;

use super::page::{PHONE, Page};
use super::served;

pub(crate) async fn by_keyboard(page: Page) {
    page.on(PHONE).await;
    let chapters = served::chapters();
    page.open(&chapters[0]).await;
    page.press(['/']).await;
    // The field is there when the index is.
    let ready = "const field = document.getElementById('mdbook-searchbar');
        return new Promise((done) => {
            const look = () => document.activeElement === field ? done(true) : requestAnimationFrame(look);
            look();
        })";
    page.run::<bool>(ready, json!([])).await;
    page.press("interleaving".chars()).await;
    let found = "const results = document.getElementById('mdbook-searchresults');
        return new Promise((done) => {
            const look = () => results.querySelector('a') ? done(true) : requestAnimationFrame(look);
            look();
        })";
    page.run::<bool>(found, json!([])).await;
    page.press([Key::Down.into(), Key::Enter.into()]).await;
    let marked = "return new Promise((done) => {
            const look = () => document.querySelector('main mark') ? done(true) : requestAnimationFrame(look);
            look();
        })";
    page.run::<bool>(marked, json!([])).await;
    let path = page.path().await;
    assert!(chapters.contains(&path), "{path}");
}
