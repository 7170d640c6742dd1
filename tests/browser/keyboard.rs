//! The keyboard: what scrolls is reached and scrolls, and mdBook's arrows stay out of it.

use fantoccini::key::Key;
use serde_json::json;

use super::page::{AREAS, DESK, PHONE, Page};
use super::served;

/// Opens the first chapter that has this, on a phone.
async fn open_first(page: &Page, selector: &str) -> String {
    page.on(PHONE).await;
    for path in served::chapters() {
        page.open(&path).await;
        if page.run("return !!document.querySelector(arguments[0])", json!([selector])).await {
            return path;
        }
    }
    panic!("no chapter has `{selector}`");
}

pub(crate) async fn areas(page: Page) {
    let path = open_first(&page, "main .lanes").await;
    let wide = "window.wide = [...document.querySelectorAll(arguments[0])]
        .filter((area) => area.checkVisibility() && area.scrollWidth > area.clientWidth);
        window.reached = new Set();
        document.addEventListener('focusin', (event) => reached.add(event.target));
        return wide.length";
    let count: usize = page.run(wide, json!([AREAS])).await;
    assert!(count > 2, "only {count} areas of {path} scroll on a phone");

    // More often than the page has elements, Tab need not be pressed.
    let elements: usize = page.run("return document.querySelectorAll('*').length", json!([])).await;
    const AT_ONCE: usize = 25;
    for _ in 0..elements.div_ceil(AT_ONCE) {
        page.press([Key::Tab.into(); AT_ONCE]).await;
        if page.run("return wide.every((area) => reached.has(area))", json!([])).await {
            break;
        }
    }
    let missed = "return wide.filter((area) => !reached.has(area)).map((area) => area.outerHTML.slice(0, 120))";
    let missed: Vec<String> = page.run(missed, json!([])).await;
    assert!(missed.is_empty(), "Tab does not reach: {}", missed.join("\n"));

    for area in 0..count {
        let focus = "const area = wide[arguments[0]];
            area.focus();
            window.scrolled = new Promise((done) => area.addEventListener('scroll', () => done(true), { once: true }));
            return document.activeElement === area";
        assert!(page.run::<bool>(focus, json!([area])).await, "area {area} takes no focus");
        page.press([Key::Right.into()]).await;
        // A page that was turned has no such promise.
        let scrolled = "return window.scrolled ?? false";
        assert!(
            page.run::<bool>(scrolled, json!([])).await,
            "the arrow left area {area} of {path}"
        );
    }
    page.press([Key::Left.into()]).await;
    assert_eq!(page.path().await, path);
}

pub(crate) async fn arrows(page: Page) {
    let path = open_first(&page, ".quiz input[type=radio]").await;
    let focus = "const radio = document.querySelector('.quiz input[type=radio]');
        radio.focus();
        window.chosen = new Promise((done) =>
            document.addEventListener('change', (event) => done(event.target !== radio), { once: true }));";
    page.run::<()>(focus, json!([])).await;
    page.press([Key::Right.into()]).await;
    assert!(page.run::<bool>("return window.chosen ?? false", json!([])).await);
    assert_eq!(page.path().await, path);

    let chapters = served::chapters();
    let (first, second) = (&chapters[0], &chapters[1]);
    page.open(first).await;
    page.press([Key::Right.into()]).await;
    page.arrives_at(second).await;
    page.press([Key::Left.into()]).await;
    page.arrives_at(first).await;
}

pub(crate) async fn contents(page: Page) {
    page.on(PHONE).await;
    page.open(&served::chapters()[0]).await;
    let button = "const button = document.getElementById('mdbook-sidebar-toggle');
        if (arguments[0]) button.focus();
        const box = document.querySelector('#mdbook-sidebar .chapter a').getBoundingClientRect();
        const shown = box.width > 0 && box.left >= 0;
        return [document.activeElement === button, shown, button.getAttribute('aria-expanded')]";
    let (focused, shown, said) = page.run::<(bool, bool, String)>(button, json!([true])).await;
    assert_eq!((focused, shown, said.as_str()), (true, false, "false"));
    for (key, open) in [(char::from(Key::Enter), true), (' ', false)] {
        page.press([key]).await;
        let (focused, shown, said) = page.run::<(bool, bool, String)>(button, json!([false])).await;
        assert_eq!((focused, shown, said), (true, open, open.to_string()), "after {key:?}");
        // It slides, but not for those who asked their system for rest.
        let moving: usize = page.run("return document.getAnimations().length", json!([])).await;
        assert_eq!(moving, 0, "after {key:?}");
    }
}

pub(crate) async fn themes(page: Page) {
    page.on(DESK).await;
    page.open(&served::chapters()[0]).await;
    let open = "document.getElementById('mdbook-theme-toggle').click();
        return [...document.querySelectorAll('#mdbook-theme-list button')].map((it) => it.textContent)";
    let names: Vec<String> = page.run(open, json!([])).await;
    assert_eq!(names, ["Auto", "Light", "Dark"]);
    let colours = "return getComputedStyle(document.documentElement).colorScheme";
    // The light one has the focus.
    page.press([Key::Down.into(), Key::Enter.into()]).await;
    assert_eq!(page.run::<String>(colours, json!([])).await, "dark");
    page.press([Key::Up.into(), Key::Enter.into()]).await;
    assert_eq!(page.run::<String>(colours, json!([])).await, "light");

    // A name that another book at this address has left behind.
    for (name, scheme) in [("ayu", "dark"), ("navy", "dark"), ("rust", "light")] {
        page.run::<()>("localStorage.setItem('mdbook-theme', arguments[0])", json!([name])).await;
        page.open(&served::chapters()[0]).await;
        assert_eq!(page.run::<String>(colours, json!([])).await, scheme, "{name}");
        let names: Vec<String> = page.run(open, json!([])).await;
        assert_eq!(names.len(), 4, "{names:?}");
    }
}
