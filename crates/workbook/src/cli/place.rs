//! Where the reader is: the exercise that commands mean if none is named.
//!
//! That is the one that `go`, `next` or `previous` chose, until it is solved; else the first that is not
//! solved. It is kept beside the progress and not in it: two machines that share their progress may
//! be at different places.

use anyhow::{Result, bail};

use super::app::App;
use super::{Status, check, json, render};
use workbook::exercise::Exercise;
use workbook::files;

/// The exercise at which the reader is.
const AT: &str = "at";
/// The one that was solved last.
const SOLVED: &str = "solved";

impl App {
    /// The place of the exercise at which the reader is; none if all are solved.
    pub(crate) fn here(&self) -> Option<usize> {
        self.noted(AT).or_else(|| self.next_open(0))
    }

    /// The place of the exercise that was solved last, if that is known.
    pub(crate) fn solved_last(&self) -> Option<usize> {
        self.noted(SOLVED)
    }

    /// Goes to an exercise.
    pub(crate) fn go(&mut self, index: usize) -> Result<()> {
        let slug = self.workspace.exercises[index].slug.clone();
        self.note(&[(AT, Some(&slug))])
    }

    /// Goes on from an exercise that has just been solved.
    pub(crate) fn passed(&mut self, exercise: &Exercise) -> Result<()> {
        let at = self.noted(AT);
        let index = self.index(&exercise.slug);
        let next = match (at, index) {
            // What the reader chose is left as it is.
            (Some(at), index) if Some(at) != index => Some(at),
            (_, index) => self.next_open(index.unwrap_or(0)),
        };
        let next = next.map(|index| self.workspace.exercises[index].slug.clone());
        self.note(&[(AT, next.as_deref()), (SOLVED, Some(&exercise.slug))])
    }

    fn index(&self, slug: &str) -> Option<usize> {
        self.workspace.exercises.iter().position(|exercise| exercise.slug == slug)
    }

    fn noted(&self, word: &str) -> Option<usize> {
        let text = files::read(&self.progress.folder().join("place.txt")).ok()?;
        let mut lines = text.lines().filter_map(|line| line.split_once(' '));
        lines.find(|(key, _)| *key == word).and_then(|(_, slug)| self.index(slug.trim()))
    }

    fn note(&self, notes: &[(&str, Option<&str>)]) -> Result<()> {
        let path = self.progress.folder().join("place.txt");
        let text = files::read(&path).unwrap_or_default();
        let old = text.lines().filter(|line| {
            let key = line.split(' ').next().unwrap_or_default();
            !notes.iter().any(|(word, _)| *word == key)
        });
        let mut text: String = old.map(|line| format!("{line}\n")).collect();
        for (word, slug) in notes {
            if let Some(slug) = slug {
                text.push_str(&format!("{word} {slug}\n"));
            }
        }
        files::write(&path, &text)
    }
}

/// `go <slug>`.
pub(crate) fn go(app: &mut App, slug: &str) -> Result<Status> {
    let slug = app.workspace.exercise(slug)?.slug.clone();
    let index = app.index(&slug).unwrap_or_default();
    arrive(app, index)
}

/// `next`.
pub(crate) fn next(app: &mut App) -> Result<Status> {
    let Some(here) = app.here() else {
        bail!("all exercises are solved: `cargo workbook go <exercise>` goes back to one");
    };
    let after = app.next_open(here + 1);
    match after.filter(|index| *index != here) {
        Some(index) => arrive(app, index),
        None => bail!("no other exercise is open: `cargo workbook list` shows them all"),
    }
}

/// `previous`.
pub(crate) fn previous(app: &mut App) -> Result<Status> {
    let here = app.here().unwrap_or(app.workspace.exercises.len());
    match here.checked_sub(1) {
        Some(index) => arrive(app, index),
        None => bail!("`{}` is the first exercise", app.workspace.exercises[here].slug),
    }
}

fn arrive(app: &mut App, index: usize) -> Result<Status> {
    app.go(index)?;
    let exercise = &app.workspace.exercises[index];
    if app.json {
        json::exercise(app, exercise);
    } else {
        let (kind, minutes) = (exercise.kind, exercise.minutes);
        let head = render::strong(&exercise.slug);
        say!("{head} ({kind}, about {minutes} minutes): {}", check::place(app, exercise));
    }
    Ok(Status::Holds)
}
