//! What an author writes in `book/quizzes/<name>.toml`, and what is wrong with it.
//!
//! Every option says whether it is right, and why. Where a question is about the outcomes of a
//! listing, the recorded set is the key: what is written must agree with it, so the reasons are
//! looked at again when the set changes.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use toml::Spanned;

use super::{Site, outcomes};

/// A whole quiz.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Quiz {
    #[serde(default)]
    pub(super) question: Vec<Spanned<Question>>,
}

/// A question.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Question {
    /// The question, with code in backticks.
    pub(super) ask: Spanned<String>,
    /// Any number of options may be right.
    #[serde(default)]
    pub(super) many: bool,
    /// The options are outcomes of this listing, which is shown.
    pub(super) outcomes: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) option: Vec<Choice>,
}

/// An option.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Choice {
    pub(super) text: Spanned<String>,
    #[serde(default)]
    pub(super) right: bool,
    /// Why it is right, or wrong.
    #[serde(default)]
    pub(super) why: String,
}

/// Reads a quiz in which nothing is wrong; `file` is its path from the root.
pub(super) fn read(site: &Site, file: &str) -> Result<Quiz> {
    let text = fs::read_to_string(site.root.join(Path::new(file)))
        .with_context(|| format!("failed to read `{file}`"))?;
    let line = |offset: usize| text[..offset.min(text.len())].matches('\n').count() + 1;
    let quiz: Quiz = match toml::from_str(&text) {
        Ok(quiz) => quiz,
        Err(error) => {
            let line = error.span().map_or(1, |span| line(span.start));
            bail!("{file}:{line}: {}", error.message());
        }
    };
    let mut wrong: Vec<(usize, String)> = Vec::new();
    if quiz.question.is_empty() {
        wrong.push((0, "no question: each begins with `[[question]]`".into()));
    }
    for question in &quiz.question {
        look_at(site, question, &mut |offset, message| wrong.push((offset, message)));
    }
    if wrong.is_empty() {
        return Ok(quiz);
    }
    let lines = wrong.iter().map(|(offset, what)| format!("{file}:{}: {what}", line(*offset)));
    // On one line, as every problem of `dev check`.
    bail!("{}", lines.collect::<Vec<_>>().join("; "))
}

/// Reports everything that is wrong with a question.
fn look_at(site: &Site, question: &Spanned<Question>, wrong: &mut impl FnMut(usize, String)) {
    let at = question.get_ref().ask.span().start;
    let question = question.get_ref();
    if question.ask.get_ref().trim().is_empty() {
        wrong(at, "the question is empty".into());
    }
    if question.option.len() < 2 {
        wrong(at, "a question has at least two options, each in `[[question.option]]`".into());
    }
    match question.option.iter().filter(|option| option.right).count() {
        0 => wrong(
            at,
            "no option is right: write `right = true` in one, or add one such as `None of these`"
                .into(),
        ),
        2.. if !question.many => wrong(
            at,
            "several options are right: write `many = true`, or make the others wrong".into(),
        ),
        _ => {}
    }
    let mut seen = BTreeSet::new();
    for option in &question.option {
        let (at, text) = (option.text.span().start, option.text.get_ref());
        if text.trim().is_empty() {
            wrong(at, "the option is empty".into());
        } else if !seen.insert(normal(text)) {
            wrong(at, format!("the option `{text}` stands twice"));
        }
        if option.why.trim().is_empty() {
            let verdict = if option.right { "right" } else { "wrong" };
            wrong(at, format!("no reason: say in `why` why `{text}` is {verdict}"));
        }
    }
    if let Some(listing) = &question.outcomes {
        compare(site, listing, &question.option, wrong);
    }
}

/// Reports every option that the recorded set of a listing contradicts.
fn compare(
    site: &Site,
    listing: &Spanned<String>,
    options: &[Choice],
    wrong: &mut impl FnMut(usize, String),
) {
    let set = match outcomes::read(site, listing.get_ref()) {
        Ok(set) => set,
        Err(error) => return wrong(listing.span().start, format!("{error:#}")),
    };
    let possible: BTreeSet<_> = set.outcomes.iter().map(|it| normal(&it.outcome)).collect();
    for option in options {
        let text = option.text.get_ref();
        let is = possible.contains(&normal(text));
        let file = format!("book/traces/outcomes/{}.json", listing.get_ref());
        match (option.right, is) {
            (true, false) => wrong(
                option.text.span().start,
                format!("the option `{text}` is marked as right, and `{file}` does not have it"),
            ),
            (false, true) => wrong(
                option.text.span().start,
                format!("the option `{text}` is not marked as right, and `{file}` has it"),
            ),
            _ => {}
        }
    }
}

/// Spaces make no other outcome: `(0,1)` is `(0, 1)`.
fn normal(text: &str) -> String {
    text.split_whitespace().collect()
}
