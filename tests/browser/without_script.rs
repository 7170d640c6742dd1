//! A browser that runs no scripts: drawings, tables, outcomes and quizzes are there, and work.

use serde::Deserialize;
use serde_json::json;

use super::page::{DESK, Page};
use super::served;

/// What a page has, and what of it does not work.
#[derive(Deserialize)]
struct Looked {
    drawings: usize,
    questions: usize,
    details: usize,
    wrong: Vec<String>,
}

/// Clicks as the browser does them for a pointer: no script of the page takes part.
const LOOK: &str = "
    const wrong = [];
    const seen = (element) => element.checkVisibility() && element.getBoundingClientRect().height > 0;
    const all = (selector, where = document) => [...where.querySelectorAll(selector)];
    const expect = (holds, what, element) => holds || wrong.push(`${what}: ${element.outerHTML.slice(0, 120)}`);

    const drawings = all('main .interleaving > .lanes svg');
    for (const drawing of drawings) {
        expect(seen(drawing), 'the drawing is not seen', drawing);
        const rows = all('tbody tr', drawing.closest('figure'));
        expect(rows.length > 0 && rows.every(seen), 'its table is not seen', drawing);
    }
    const details = all('main details');
    for (const one of details) {
        const content = () => getComputedStyle(one, '::details-content').contentVisibility;
        expect(content() === 'hidden', 'open before the click', one);
        one.querySelector('summary').click();
        expect(content() === 'visible', 'not open after the click', one);
    }
    const questions = all('main .quiz .question');
    for (const question of questions) {
        const reasons = all('.why', question);
        expect(reasons.length > 1 && !reasons.some(seen), 'reasons before an answer', question);
        all('.is-right label', question).forEach((label) => label.click());
        question.querySelector('.look label').click();
        expect(reasons.every(seen), 'no reasons after an answer', question);
        expect(seen(question.querySelector('.all')), 'a right answer is not called right', question);
        (all('.is-wrong label', question)[0] ?? all('.is-right label', question)[0]).click();
        expect(seen(question.querySelector('.not-all')), 'a wrong answer is called right', question);
    }
    return { drawings: drawings.length, questions: questions.length, details: details.length, wrong };";

pub(crate) async fn every_page(page: Page) {
    page.on(DESK).await;
    page.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": true })).await;
    let (mut wrong, mut drawings, mut questions, mut details) = (Vec::new(), 0, 0, 0);
    for path in served::chapters() {
        page.load(&path).await;
        let scripted: bool =
            page.run("return document.documentElement.classList.contains('js')", json!([])).await;
        assert!(!scripted, "a script of {path} has run");
        let looked: Looked = page.run(LOOK, json!([])).await;
        wrong.extend(looked.wrong.into_iter().map(|what| format!("{path}: {what}")));
        drawings += looked.drawings;
        questions += looked.questions;
        details += looked.details;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(drawings > 0 && questions > 0 && details > 0, "nothing was tried");
}
