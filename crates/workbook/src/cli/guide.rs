//! The commands beside checking: `hint` and `show`.

use anyhow::{Result, bail};

use super::app::{App, width};
use super::{Status, json, render};
use workbook::exercise::Exercise;
use workbook::text::wrapped;

/// `hint [slug] [--level n]`.
pub(crate) fn hint(app: &mut App, slug: Option<&str>, level: Option<usize>) -> Result<Status> {
    let exercise = app.exercise(slug)?;
    let (text, forgotten) = next_hint(app, &exercise, level)?;
    if app.json {
        let count = exercise.hints.len();
        let shown = level.unwrap_or(app.progress.hints(&exercise.slug)).clamp(1, count);
        for (index, hint) in exercise.hints[..shown].iter().enumerate() {
            json::line(
                json::Type::Hint,
                &[
                    ("exercise", exercise.slug.as_str().into()),
                    ("level", (index + 1).into()),
                    ("of", count.into()),
                    ("text", hint.trim().into()),
                ],
            );
        }
        return Ok(Status::Holds);
    }
    say!("{text}");
    if let Some(forgotten) = forgotten {
        say!("{} {forgotten}", render::bad("note:"));
    }
    Ok(Status::Holds)
}

/// The hints up to the next one, or up to `level`, and what could not be remembered.
pub(crate) fn next_hint(
    app: &mut App,
    exercise: &Exercise,
    level: Option<usize>,
) -> Result<(String, Option<String>)> {
    let count = exercise.hints.len();
    if count == 0 {
        bail!("`{}` has no hints", exercise.slug);
    }
    let shown = app.progress.hints(&exercise.slug);
    let level = level.unwrap_or(shown + 1).min(count);
    let mut text = String::new();
    for (index, hint) in exercise.hints[..level].iter().enumerate() {
        let head = render::strong(&format!("hint {} of {count}", index + 1));
        text.push_str(&format!("{head}\n{}\n", body(hint)));
    }
    let forgotten =
        if level > shown { app.progress.show_hints(&exercise.slug, level).err() } else { None };
    let forgotten = forgotten.map(|error| format!("not remembered: {error:#}"));
    Ok((text.trim_end().to_owned(), forgotten))
}

/// Prose is wrapped; a hint of several lines is code and stays as it is.
fn body(hint: &str) -> String {
    let hint = hint.trim_end();
    if hint.trim().contains('\n') {
        let lines = hint.trim_start_matches('\n').lines();
        lines.map(|line| format!("  {line}\n")).collect::<String>().trim_end().to_owned()
    } else {
        wrapped(hint.trim(), width().min(100), "  ")
    }
}

/// `show [slug]`.
pub(crate) fn show(app: &App, slug: Option<&str>) -> Result<Status> {
    let exercise = app.exercise(slug)?;
    let slug = &exercise.slug;
    match std::fs::read_to_string(app.last(slug)) {
        Ok(text) => {
            let (test, report) = text.split_once("\n\n").unwrap_or((slug, &text));
            let head = format!("the last counterexample of `{slug}`, in the test `{test}`");
            if app.json {
                json::line(
                    json::Type::Counterexample,
                    &[
                        ("exercise", slug.as_str().into()),
                        ("test", test.into()),
                        ("report", report.trim_end().into()),
                    ],
                );
                return Ok(Status::Holds);
            }
            say!("{}\n\n{}", render::strong(&head), report.trim_end());
            Ok(Status::Holds)
        }
        Err(_) => bail!("no counterexample of `{slug}` yet: run `cargo workbook check {slug}`"),
    }
}
