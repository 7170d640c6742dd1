//! `diff`: an answer against the reference.

use anyhow::{Result, bail};

use super::app::App;
use super::{Status, json, render};
use workbook::diff::{self, Line, Side};
use workbook::exercise::Exercise;
use workbook::progress::State;

/// `diff [slug]`.
pub(crate) fn command(app: &App, slug: Option<&str>) -> Result<Status> {
    let exercise = match (slug, app.solved_last()) {
        (None, Some(index)) => app.workspace.exercises[index].clone(),
        _ => app.exercise(slug)?,
    };
    let lines = compared(app, &exercise)?;
    if app.json {
        let text: String = lines.iter().map(|line| format!("{}\n", line.text)).collect();
        json::line(
            json::Type::Diff,
            &[
                ("exercise", exercise.slug.as_str().into()),
                ("same", lines.is_empty().into()),
                ("answer", app.workspace.relative(&exercise.answer()).into()),
                ("reference", app.workspace.relative(&exercise.solution()).into()),
                ("text", text.into()),
            ],
        );
    } else {
        say!("{}", text(app, &exercise, &lines).trim_end());
    }
    Ok(Status::Holds)
}

/// The lines in which an answer that has passed differs from the reference.
pub(crate) fn compared(app: &App, exercise: &Exercise) -> Result<Vec<Line>> {
    let slug = &exercise.slug;
    match app.state(exercise) {
        State::Solved => diff::with_reference(exercise),
        State::CheckAgain => {
            bail!(
                "the tests of `{slug}` have changed: pass `cargo workbook check {slug}` again first"
            )
        }
        State::Open => bail!(
            "`{slug}` has not passed yet, and the reference would give it away: pass \
             `cargo workbook check {slug}` first (`cargo workbook hint {slug}` helps)"
        ),
    }
}

/// The lines in colour, below the names of both files.
pub(crate) fn text(app: &App, exercise: &Exercise, lines: &[Line]) -> String {
    if lines.is_empty() {
        return format!("your answer to `{}` is the reference, letter by letter\n", exercise.slug);
    }
    let [answer, reference] =
        [exercise.answer(), exercise.solution()].map(|path| app.workspace.relative(&path));
    let mut text =
        render::strong(&format!("--- {answer} (yours)\n+++ {reference} (the reference)"));
    text.push('\n');
    for line in lines {
        text.push_str(&match line.side {
            Side::Place => render::faint(&line.text),
            Side::Both => line.text.clone(),
            Side::First => render::bad(&line.text),
            Side::Second => render::good(&line.text),
        });
        text.push('\n');
    }
    text.push_str(
        "\nThe reference is one good answer, and not the only one: yours passes as well.\n",
    );
    text
}
