//! Narrow and wide screens: the page itself never scrolls sideways.

use serde_json::json;

use super::page::{AREAS, DESK, PHONE, Page};
use super::served;

/// What reaches beyond the screen outside of an area that scrolls. What is cut is beyond it, too.
const BEYOND: &str = "
    const [areas] = arguments;
    const scrolls = (area) => /auto|scroll/.test(getComputedStyle(area).overflowX);
    const meant = new Set([...document.querySelectorAll(areas)].filter(scrolls));
    function isInside(element) {
        for (let above = element.parentElement; above; above = above.parentElement) {
            if (meant.has(above)) return true;
        }
        return false;
    }
    return [...document.body.querySelectorAll('*')].filter((element) => {
        const box = element.getBoundingClientRect();
        const beyond = box.right > innerWidth + 1 || box.left < -1;
        return beyond && box.width > 0 && box.height > 0 && !isInside(element)
            && !element.closest('#mdbook-sidebar, .visually-hidden');
    }).map((element) => element.outerHTML.slice(0, 120));";

pub(crate) async fn every_page(page: Page) {
    let mut found = Vec::new();
    let mut scrolled = 0;
    for path in served::pages() {
        for screen in [PHONE, DESK] {
            // First the screen: whether the table of contents is open depends on it.
            page.on(screen).await;
            page.open(&path).await;
            page.open_everything().await;
            for element in page.run::<Vec<String>>(BEYOND, json!([AREAS])).await {
                found.push(format!("{path} at {} pixels: {element}", screen.width));
            }
            let width: u32 =
                page.run("return document.documentElement.scrollWidth", json!([])).await;
            if width > screen.width {
                found.push(format!("{path}: {width} pixels wide on {}", screen.width));
            }
            let count = "return [...document.querySelectorAll(arguments[0])]
                .filter((area) => area.scrollWidth > area.clientWidth).length";
            scrolled += page.run::<usize>(count, json!([AREAS])).await;
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
    assert!(scrolled > 0, "no area scrolls, so this test sees nothing");
}
