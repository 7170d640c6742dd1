//! What every command needs: the checkout, the progress, the width, the way to stop.

use std::fs;
use std::io::IsTerminal;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context, Result, bail};

use super::recorded;
use workbook::exercise::{Exercise, Tests};
use workbook::files;
use workbook::grade::{Graded, Grader, Variant};
use workbook::process::Stop;
use workbook::progress::{Progress, State};
use workbook::workspace::Workspace;

/// The state of one `cargo workbook`.
pub(crate) struct App {
    pub(crate) workspace: Arc<Workspace>,
    pub(crate) progress: Progress,
    pub(crate) stop: Stop,
    /// Whether the output is JSON.
    pub(crate) json: bool,
}

impl App {
    pub(crate) fn open(stop: Stop, json: bool) -> Result<App> {
        let workspace = Workspace::find()?;
        if workspace.exercises.is_empty() {
            bail!("no exercises in `{}`", workspace.root.join("exercises").display());
        }
        let progress = Progress::load(&workspace);
        if let Some(folder) = progress.moved_to() {
            let note = format!("read-only checkout: progress is kept in {}", folder.display());
            warn!("{}", super::render::faint(&note));
        }
        Ok(App { workspace: Arc::new(workspace), progress, stop, json })
    }

    /// Lets Ctrl-C and the usual signals end the children first.
    pub(crate) fn interruptible(&self) -> Result<()> {
        let stop = self.stop.clone();
        ctrlc::set_handler(move || stop.set()).context("failed to listen for Ctrl-C")
    }

    /// The exercise of this name, or the one at which the reader is.
    pub(crate) fn exercise(&self, slug: Option<&str>) -> Result<Exercise> {
        match slug {
            Some(slug) => self.workspace.exercise(slug).cloned(),
            None => match self.here() {
                Some(index) => Ok(self.workspace.exercises[index].clone()),
                None => bail!("all exercises are solved: name one, as `cargo workbook list` does"),
            },
        }
    }

    /// The place of the first exercise that is not solved, from `start` on and then from the top.
    pub(crate) fn next_open(&self, start: usize) -> Option<usize> {
        let exercises = &self.workspace.exercises;
        let order = (start..exercises.len()).chain(0..start.min(exercises.len()));
        order.into_iter().find(|index| self.state(&exercises[*index]) != State::Solved)
    }

    pub(crate) fn state(&self, exercise: &Exercise) -> State {
        self.progress.state(exercise)
    }

    pub(crate) fn is_solved(&self, exercise: &Exercise) -> bool {
        self.state(exercise) == State::Solved
    }

    /// Where the last counterexample of an exercise is kept.
    pub(crate) fn last(&self, slug: &str) -> PathBuf {
        self.workspace.target.join("workbook").join("last").join(format!("{slug}.txt"))
    }
}

/// The columns for our own text and for reports.
pub(crate) fn width() -> usize {
    let terminal = std::io::stdout().is_terminal();
    let columns = terminal.then(crossterm::terminal::size).and_then(Result::ok);
    columns.map_or(80, |(columns, _)| usize::from(columns).max(40))
}

/// Grades the reader's answer, if the files that this needs are there.
pub(crate) fn grade(
    workspace: &Workspace,
    exercise: &Exercise,
    second_opinion: bool,
    stop: &Stop,
    notice: fn(&str),
) -> Result<Graded> {
    let answer = exercise.answer();
    if let Err(error) = fs::metadata(&answer) {
        let reset = format!("`cargo workbook reset {}` puts it back as shipped", exercise.slug);
        bail!("failed to read `{}`: {error} ({reset})", workspace.relative(&answer));
    }
    if exercise.tests_state() == Tests::Missing {
        let tests = workspace.relative(&exercise.tests());
        bail!("`{tests}` is missing, and it is the judge: {}", restore(workspace, exercise));
    }
    let mut grader = Grader::new(workspace);
    grader.width = width();
    grader.second_opinion = second_opinion;
    grader.stop = stop.clone();
    grader.notice = notice;
    let mut graded = grader.grade(&[Variant::yours(exercise)])?;
    graded.pop().context("nothing was graded")
}

/// What to do about a file of ours that is not as shipped.
pub(crate) fn restore(workspace: &Workspace, exercise: &Exercise) -> String {
    let tests = workspace.relative(&exercise.tests());
    if workspace.root.join(".git").exists() {
        format!("run `git restore {}`", quoted(&tests))
    } else {
        "take it from a fresh copy of the workbook".into()
    }
}

/// A path as a shell reads it.
pub(crate) fn quoted(path: &str) -> String {
    if path.contains(|c: char| c.is_whitespace() || "'\"$&()".contains(c)) {
        format!("'{}'", path.replace('\'', "'\\''"))
    } else {
        path.to_owned()
    }
}

/// Remembers what a grading found, and returns what could not be remembered.
pub(crate) fn remember(app: &mut App, exercise: &Exercise, graded: &Graded) -> Option<String> {
    let left = recorded::leave(&app.workspace, exercise, graded);
    let remembered = if graded.holds() {
        if exercise.tests_state() != Tests::Original {
            return None;
        }
        let result = app.progress.solved(exercise);
        result.and_then(|()| app.passed(exercise))
    } else if let Some(test) = graded.first_failure() {
        let text = format!("{}\n\n{}\n", test.name, test.report);
        files::write(&app.last(&exercise.slug), &text)
    } else {
        Ok(())
    };
    remembered.and(left).err().map(|error| format!("not remembered: {error:#}"))
}
