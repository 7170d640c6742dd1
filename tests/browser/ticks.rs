//! Ticks: what is solved shows on the card, in the table of contents, and is read out.

use serde_json::{Value, json};

use super::page::{DESK, Page};
use super::served;

pub(crate) async fn on_cards_and_contents(page: Page) {
    page.on(DESK).await;
    let (path, slug) = first_card(&page).await;
    let chapter = path.trim_start_matches('/').trim_end_matches(".html");

    for (of, said) in [(6, ", 1 of 6 exercises solved"), (1, ", ✓ 1 of 1 exercises solved")] {
        let progress = json!({ "solved": [&slug, "unknown"], "chapters": { chapter: { "solved": 1, "of": of } } });
        page.before_every_page(&answers_with(&progress)).await;
        page.open(&path).await;
        let marks = "return new Promise((done) => {
            const look = () => {
                const marks = [...document.querySelectorAll('.solved')];
                marks.length > 1 ? done(marks.map((it) => it.textContent)) : requestAnimationFrame(look);
            };
            look();
        })";
        let mut marks: Vec<String> = page.run(marks, json!([])).await;
        marks.sort();
        let mut expected = vec![said.to_owned(), "✓ solved".to_owned()];
        expected.sort();
        assert_eq!(marks, expected);
    }
}

/// The first card of an exercise in the book, and its page.
async fn first_card(page: &Page) -> (String, String) {
    for path in served::chapters() {
        page.open(&path).await;
        let card = "return document.querySelector('[data-exercise]')?.dataset.exercise ?? null";
        if let Some(slug) = page.run::<Option<String>>(card, json!([])).await {
            return (path, slug);
        }
    }
    panic!("no chapter has an exercise");
}

/// A reader's progress in place of the progress of whoever runs the tests.
fn answers_with(progress: &Value) -> String {
    let body = Value::from(progress.to_string());
    format!(
        "window.fetch = ((real) => (url, ...rest) => url === '/__book/solved.json'
            ? Promise.resolve(new Response({body})) : real(url, ...rest))(window.fetch);"
    )
}
