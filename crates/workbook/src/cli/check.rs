//! `check`: grades answers once and says what to do next.

use std::io::IsTerminal;

use anyhow::Result;

use super::app::{App, grade, remember, width};
use super::terminal::file_link;
use super::{Status, book, check_all, json, render};
use workbook::exercise::Exercise;

/// `check [slug]`.
pub(crate) fn one(app: &mut App, slug: Option<&str>, loom: bool) -> Result<Status> {
    if slug.is_none() && app.here().is_none() {
        if app.json {
            check_all::Count::solved(app.workspace.exercises.len()).tell(true);
        } else {
            say!("{}", all_solved());
        }
        return Ok(Status::Holds);
    }
    let exercise = app.exercise(slug)?;
    show(app, &exercise, loom)
}

/// Grades the answer of `exercise` and prints the verdict; perhaps with loom's opinion.
pub(crate) fn show(app: &mut App, exercise: &Exercise, loom: bool) -> Result<Status> {
    let notice = |text: &str| warn!("{}", render::faint(text));
    if std::io::stderr().is_terminal() && !app.workspace.target.join("workbook/build").exists() {
        notice("building the checker (only the first time) …");
    }
    let graded = grade(&app.workspace, exercise, loom, &app.stop, notice)?;
    if app.json {
        json::verdict(app, exercise, &graded);
        if let Some(forgotten) = remember(app, exercise, &graded) {
            warn!("{forgotten}");
        }
        return Ok(render::status(exercise, &graded));
    }
    say!("{}", render::verdict(exercise, &graded, width()).trim_end());
    let forgotten = remember(app, exercise, &graded);
    if let Some(caution) = render::caution(&app.workspace, exercise) {
        say!("\n{}", caution.trim_end());
    }
    if let Some(forgotten) = forgotten {
        say!("\n{} {forgotten}", render::bad("note:"));
    }
    let status = render::status(exercise, &graded);
    if status == Status::Refused
        && let Some(address) = book::served(&app.workspace)
    {
        say!("\n{}", book::report(&address, &exercise.slug));
    }
    say!("\n{}", next_step(app, exercise, status));
    Ok(status)
}

/// What to do after this verdict, as commands.
pub(crate) fn next_step(app: &App, exercise: &Exercise, status: Status) -> String {
    let slug = &exercise.slug;
    match status {
        Status::Holds => match app.here() {
            Some(index) => {
                let next = &app.workspace.exercises[index];
                format!("next: `cargo workbook check {}`, in {}", next.slug, place(app, next))
            }
            None => all_solved(),
        },
        Status::Refused => format!(
            "edit: {}\nhint: `cargo workbook hint {slug}`\nagain: `cargo workbook check {slug}`",
            file_link(&exercise.answer(), &place(app, exercise))
        ),
        _ => format!("again: `cargo workbook check {slug}`"),
    }
}

/// The file to edit, with the line of its first hole, as terminals and editors link it.
pub(crate) fn place(app: &App, exercise: &Exercise) -> String {
    let answer = exercise.answer();
    let text = std::fs::read_to_string(&answer).unwrap_or_default();
    let line = workbook::text::line_of(&text, "todo!(").unwrap_or(1);
    format!("{}:{line}", app.workspace.relative(&answer))
}

fn all_solved() -> String {
    format!("{}: `cargo workbook list` shows them", render::good("all exercises are solved"))
}
