//! `reset`: exercises as shipped again. What is replaced is kept, and how to get it back is said.

use std::fmt;
use std::io::{IsTerminal, Write};

use anyhow::{Result, bail};

use super::app::{App, quoted};
use super::{Status, json, render};
use workbook::dev::sync::with_line_ends_of;
use workbook::exercise::Exercise;
use workbook::files;

/// The reader has not agreed.
#[derive(Debug)]
pub(crate) struct NotSure(usize);

impl fmt::Display for NotSure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.0;
        write!(
            f,
            "{count} answers were left as they are: `cargo workbook reset --all --yes` puts all back"
        )
    }
}

impl std::error::Error for NotSure {}

/// What happened to one exercise.
struct Done {
    changed: bool,
    /// From the root.
    backup: Option<String>,
}

/// `reset <slug>`.
pub(crate) fn one(app: &mut App, slug: &str) -> Result<Status> {
    let exercise = app.workspace.exercise(slug)?.clone();
    if app.json {
        tell_json(&exercise, &shipped_again(app, &exercise)?);
    } else {
        say!("{}", put_back(app, &exercise)?);
    }
    Ok(Status::Holds)
}

/// `reset --all`.
pub(crate) fn all(app: &mut App, yes: bool) -> Result<Status> {
    let mut edited = Vec::new();
    for exercise in &app.workspace.exercises {
        if !is_shipped(exercise)? {
            edited.push(exercise.clone());
        }
    }
    if edited.is_empty() && !app.json {
        say!("all exercises are as shipped");
    }
    if !edited.is_empty() && !yes && !agreed(app, &edited) {
        bail!(NotSure(edited.len()));
    }
    for exercise in &edited {
        let done = shipped_again(app, exercise)?;
        match app.json {
            true => tell_json(exercise, &done),
            false => say!("{}", text(app, exercise, &done)),
        }
    }
    Ok(Status::Holds)
}

/// Asks, if somebody is there.
fn agreed(app: &App, edited: &[Exercise]) -> bool {
    if app.json || !std::io::stdin().is_terminal() {
        return false;
    }
    let slugs: Vec<_> = edited.iter().map(|exercise| exercise.slug.as_str()).collect();
    let mut out = anstream::stdout();
    let _ = write!(out, "Put {} back as shipped? Your answers are kept. y / n ", slugs.join(", "));
    let _ = out.flush();
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer).is_ok() && answer.trim().eq_ignore_ascii_case("y")
}

/// Writes the shipped text over an answer, after a backup, and says so.
pub(crate) fn put_back(app: &mut App, exercise: &Exercise) -> Result<String> {
    let done = shipped_again(app, exercise)?;
    Ok(text(app, exercise, &done))
}

fn is_shipped(exercise: &Exercise) -> Result<bool> {
    let text = shipped(exercise)?;
    Ok(std::fs::read(exercise.answer()).is_ok_and(|answer| answer == text.as_bytes()))
}

fn shipped(exercise: &Exercise) -> Result<String> {
    let solution = std::fs::read_to_string(exercise.solution()).ok();
    Ok(with_line_ends_of(&exercise.shipped()?, solution.as_deref()))
}

fn shipped_again(app: &mut App, exercise: &Exercise) -> Result<Done> {
    if is_shipped(exercise)? {
        return Ok(Done { changed: false, backup: None });
    }
    let answer = exercise.answer();
    let backup = if answer.exists() { Some(app.progress.back_up(exercise)?) } else { None };
    files::write(&answer, &shipped(exercise)?)?;
    app.progress.forget(&exercise.slug)?;
    Ok(Done { changed: true, backup: backup.map(|backup| app.workspace.relative(&backup)) })
}

fn text(app: &App, exercise: &Exercise, done: &Done) -> String {
    let slug = &exercise.slug;
    let answer = app.workspace.relative(&exercise.answer());
    match &done.backup {
        Some(backup) => {
            let copy = if cfg!(windows) { "copy" } else { "cp" };
            let undo = format!("{copy} {} {}", quoted(backup), quoted(&answer));
            format!(
                "`{slug}` is as shipped again; your answer is kept in\n{backup}\n{}",
                render::faint(&format!("undo, from the root: {undo}"))
            )
        }
        None if done.changed => format!("`{slug}` is as shipped again"),
        None => format!("`{slug}` is as shipped"),
    }
}

fn tell_json(exercise: &Exercise, done: &Done) {
    json::line(
        json::Type::Reset,
        &[
            ("exercise", exercise.slug.as_str().into()),
            ("changed", done.changed.into()),
            ("backup", done.backup.clone().into()),
        ],
    );
}
