//! What pages show of real runs: recorded by `dev sync`, compared by `dev check`.
//!
//! - A recorded execution is the checker's record of one test on one version of an answer.
//!   `book/traces/traces.toml` names them; each is a JSON file beside it, which the book draws: see
//!   `executions`.
//! - The output of a program of `book/programs` that a page shows is a text file in
//!   `book/traces/programs`: see `programs`.
//! - What the checker says of a program of `book/verdicts` is a JSON file in `book/traces/verdicts`: see
//!   `verdicts`.

mod executions;
mod programs;
mod verdicts;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::Problem;
use crate::files;
use crate::grade::Grader;
use crate::workspace::Workspace;

/// Where the recorded runs are listed.
fn list(workspace: &Workspace) -> PathBuf {
    workspace.root.join("book").join("traces").join("traces.toml")
}

/// Something recorded: its file and text, and the place that names it.
struct Recorded {
    path: PathBuf,
    text: String,
    named: (String, usize),
}

/// Records everything that pages show.
fn record(workspace: &Workspace, grader: &Grader<'_>) -> Result<Vec<Recorded>> {
    let mut recorded = executions::record(workspace, grader)?;
    recorded.extend(programs::record(workspace, &grader.stop)?);
    recorded.extend(verdicts::record(workspace, &grader.stop)?);
    Ok(recorded)
}

/// Writes what differs, and removes what nothing names. Returns the files, from the root.
///
/// # Errors
///
/// A run cannot be recorded, or its file not be written.
pub fn sync(workspace: &Workspace, grader: &Grader<'_>) -> Result<Vec<String>> {
    let mut written = Vec::new();
    let recorded = record(workspace, grader)?;
    for Recorded { path, text, .. } in &recorded {
        if committed(path).as_ref() != Some(text) {
            files::write(path, text)?;
            written.push(workspace.relative(path));
        }
    }
    for path in unnamed(workspace, &recorded) {
        fs::remove_file(&path).with_context(|| format!("failed to remove `{}`", path.display()))?;
        written.push(format!("{} (removed)", workspace.relative(&path)));
    }
    Ok(written)
}

/// Compares what is recorded with its files.
///
/// # Errors
///
/// A run cannot be recorded.
pub fn check(workspace: &Workspace, grader: &Grader<'_>) -> Result<Vec<Problem>> {
    let recorded = record(workspace, grader)?;
    let mut problems: Vec<_> =
        recorded.iter().filter_map(|recorded| stale(workspace, recorded)).collect();
    problems.extend(unnamed(workspace, &recorded).iter().map(|path| {
        let message =
            "nothing names this recorded run: run `cargo workbook dev sync`, which removes it";
        Problem::new(&workspace.relative(path), 1, message)
    }));
    Ok(problems)
}

fn stale(workspace: &Workspace, recorded: &Recorded) -> Option<Problem> {
    let file = committed(&recorded.path);
    let (list, line) = &recorded.named;
    (file.as_ref() != Some(&recorded.text)).then(|| {
        let differs = file.map_or(1, |file| first_difference(&file, &recorded.text));
        let message = "differs from the run that is named: run `cargo workbook dev sync`";
        Problem::new(&workspace.relative(&recorded.path), differs, message).see(list, *line)
    })
}

/// Recorded files that nothing names any more.
fn unnamed(workspace: &Workspace, recorded: &[Recorded]) -> Vec<PathBuf> {
    let list = list(workspace);
    let folder = list.parent().unwrap_or(&list);
    let mut found = Vec::new();
    let folders = [
        (folder.to_owned(), "json"),
        (folder.join("programs"), "txt"),
        (folder.join("verdicts"), "json"),
    ];
    for (folder, ending) in folders {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        let paths = entries.map(|entry| entry.path());
        found.extend(paths.filter(|path| {
            path.extension().is_some_and(|own| own == ending)
                && !recorded.iter().any(|recorded| recorded.path == *path)
        }));
    }
    found.sort();
    found
}

fn committed(path: &Path) -> Option<String> {
    fs::read_to_string(path).ok().map(|text| text.replace("\r\n", "\n"))
}

/// The first line in which two texts differ, from 1.
fn first_difference(a: &str, b: &str) -> usize {
    a.lines().zip(b.lines()).take_while(|(a, b)| a == b).count() + 1
}
