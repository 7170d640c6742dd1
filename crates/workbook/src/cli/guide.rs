//! The commands beside checking: `list`, `hint`, `reset`, `show`.

use anyhow::{Result, bail};

use super::app::{App, width};
use super::{Status, render};
use workbook::dev::sync::with_line_ends_of;
use workbook::exercise::Exercise;
use workbook::files;
use workbook::progress::State;
use workbook::text::wrapped;

/// `list`.
pub(crate) fn list(app: &App) -> Result<Status> {
    say!("{}", table(app).trim_end());
    Ok(Status::Holds)
}

/// All exercises by chapter, with their state.
pub(crate) fn table(app: &App) -> String {
    let mut text = String::new();
    let mut chapter = "";
    let longest = app.workspace.exercises.iter().map(|exercise| exercise.slug.len()).max();
    for exercise in &app.workspace.exercises {
        if exercise.chapter != chapter {
            chapter = &exercise.chapter;
            text.push_str(&format!("{}\n", render::strong(chapter)));
        }
        let state = match app.state(exercise) {
            State::Solved => render::good("✓ solved     "),
            State::CheckAgain => render::bad("! check again"),
            State::Open => "· open       ".to_owned(),
        };
        text.push_str(&format!(
            "  {state}  {:width$}  {:12} {} of 4, {} min\n",
            exercise.slug,
            exercise.kind,
            exercise.difficulty,
            exercise.minutes,
            width = longest.unwrap_or(0),
        ));
    }
    let solved =
        app.workspace.exercises.iter().filter(|exercise| app.state(exercise) == State::Solved);
    text.push_str(&format!("\n{} of {} solved\n", solved.count(), app.workspace.exercises.len()));
    text
}

/// `hint [slug] [--level n]`.
pub(crate) fn hint(app: &mut App, slug: Option<&str>, level: Option<usize>) -> Result<Status> {
    let exercise = app.exercise(slug)?;
    let (text, forgotten) = next_hint(app, &exercise, level)?;
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

/// `reset <slug>`.
pub(crate) fn reset(app: &mut App, slug: &str) -> Result<Status> {
    let exercise = app.exercise(Some(slug))?;
    say!("{}", put_back(app, &exercise)?);
    Ok(Status::Holds)
}

/// Writes the shipped text over an answer, after a backup, and says so.
pub(crate) fn put_back(app: &mut App, exercise: &Exercise) -> Result<String> {
    let answer = exercise.answer();
    let shipped = exercise.shipped()?;
    let solution = std::fs::read_to_string(exercise.solution()).ok();
    let shipped = with_line_ends_of(&shipped, solution.as_deref());
    let slug = &exercise.slug;
    let there = answer.exists();
    if there && std::fs::read(&answer).is_ok_and(|text| text == shipped.as_bytes()) {
        return Ok(format!("`{slug}` is as shipped"));
    }
    let backup = if there { Some(app.progress.back_up(exercise)?) } else { None };
    files::write(&answer, &shipped)?;
    app.progress.forget(slug)?;
    Ok(match backup {
        Some(backup) => format!(
            "`{slug}` is as shipped again; your answer is kept in\n{}",
            app.workspace.relative(&backup)
        ),
        None => format!("`{slug}` is as shipped again"),
    })
}

/// `show [slug]`.
pub(crate) fn show(app: &App, slug: Option<&str>) -> Result<Status> {
    let exercise = app.exercise(slug)?;
    let slug = &exercise.slug;
    match std::fs::read_to_string(app.last(slug)) {
        Ok(text) => {
            let (test, report) = text.split_once("\n\n").unwrap_or((slug, &text));
            let head = format!("the last counterexample of `{slug}`, in the test `{test}`");
            say!("{}\n\n{}", render::strong(&head), report.trim_end());
            Ok(Status::Holds)
        }
        Err(_) => bail!("no counterexample of `{slug}` yet: run `cargo workbook check {slug}`"),
    }
}
