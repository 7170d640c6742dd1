//! What listings can return: computed by the checker, kept in `book/traces/outcomes/<listing>.json`.
//!
//! A listing is a file in `book/listings/src`; an example of that package runs all of them under
//! every interleaving. Pages and quizzes read the recorded sets, so building the book compiles no
//! listing, and the comparison here is what makes the sets true.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::Problem;
use crate::files;
use crate::grade::{Grader, Stopped, cargo_command};
use crate::process::{self, End, Limits, Stop};
use crate::text::plain;
use crate::workspace::Workspace;

/// The example that runs the listings.
const EXAMPLE: &str = "book/listings/examples/outcomes.rs";

/// Compiling included; every search has a budget of its own.
const TIME_LIMIT: Duration = Duration::from_secs(600);

/// The set of each listing, by its name.
pub type Sets = BTreeMap<String, Value>;

/// Writes the sets that differ. Returns their files, from the root.
///
/// # Errors
///
/// The listings do not run, or a file cannot be written.
pub fn sync(workspace: &Workspace, stop: &Stop) -> Result<Vec<String>> {
    let mut written = Vec::new();
    for (listing, set) in compute(workspace, stop)? {
        let path = record(workspace, &listing);
        if recorded(&path).as_ref() != Some(&set) {
            files::write(&path, &format!("{set:#}\n"))?;
            written.push(workspace.relative(&path));
        }
    }
    Ok(written)
}

/// Computes the sets, and compares them with the recorded ones.
///
/// # Errors
///
/// The listings do not run.
pub fn check(workspace: &Workspace, grader: &Grader<'_>) -> Result<Vec<Problem>> {
    Ok(compare(workspace, &compute(workspace, &grader.stop)?))
}

/// Compares computed sets with the recorded ones, and both with the listings that there are.
pub fn compare(workspace: &Workspace, computed: &Sets) -> Vec<Problem> {
    let problem = |path: &Path, message| Problem::new(&workspace.relative(path), 1, message);
    let mut problems = Vec::new();
    for (listing, set) in computed {
        let path = record(workspace, listing);
        let source = workspace.relative(&source(workspace, listing));
        let committed = recorded(&path);
        if committed.as_ref() != Some(set) {
            let (was, is) = (committed.as_ref().map_or("nothing".into(), members), members(set));
            let what = if was == is {
                format!("its executions are not those of `{source}`")
            } else {
                format!("it says {was}, and `{source}` can return {is}")
            };
            problems.push(problem(&path, format!("{what}: run `cargo workbook dev sync`")));
        }
    }
    for listing in stems(&workspace.root.join("book/listings/src"), "rs") {
        if listing != "lib" && !computed.contains_key(&listing) {
            let message = format!("`{EXAMPLE}` does not run this listing: name it there");
            problems.push(problem(&source(workspace, &listing), message));
        }
    }
    for listing in stems(&folder(workspace), "json") {
        if !computed.contains_key(&listing) {
            let message = format!("`{EXAMPLE}` runs no listing of this name: delete the file");
            problems.push(problem(&record(workspace, &listing), message));
        }
    }
    problems
}

/// Runs all listings under every interleaving.
fn compute(workspace: &Workspace, stop: &Stop) -> Result<Sets> {
    if !workspace.root.join(EXAMPLE).is_file() {
        return Ok(Sets::new());
    }
    let mut command = cargo_command();
    command.current_dir(&workspace.root).args([
        "run",
        "--quiet",
        "--package",
        "listings",
        "--example",
        "outcomes",
    ]);
    let limits = Limits { time: Some(TIME_LIMIT), output: usize::MAX, stop: stop.clone() };
    let finished = process::run(command, &limits).context("failed to start `cargo`")?;
    match finished.end {
        End::Stopped => bail!(Stopped),
        End::Ended(status) if status.success() => {}
        _ => bail!("the listings do not run:\n{}", plain(finished.stderr.trim())),
    }
    finished.stdout.lines().map(set).collect()
}

/// One line of the example: the listing's name, in how many orders it ends in what, and its set.
fn set(line: &str) -> Result<(String, Value)> {
    let parts = line.split_once('\t').and_then(|(listing, rest)| {
        let (orders, set) = rest.split_once('\t')?;
        Some((listing, orders, set))
    });
    let (listing, orders, set) =
        parts.with_context(|| format!("`{EXAMPLE}` printed `{line}`: a listing prints nothing"))?;
    let json = |text: &str| -> Result<Value> {
        serde_json::from_str(text)
            .with_context(|| format!("`{EXAMPLE}` printed no JSON for `{listing}`"))
    };
    let mut set = json(set)?;
    set["listing"] = listing.into();
    set["orders"] = json(orders)?;
    Ok((listing.to_owned(), set))
}

/// `{1, 2}`.
fn members(set: &Value) -> String {
    let outcomes = set["outcomes"].as_array().map(Vec::as_slice).unwrap_or_default();
    let names: Vec<_> = outcomes.iter().filter_map(|outcome| outcome["outcome"].as_str()).collect();
    format!("{{{}}}", names.join(", "))
}

fn folder(workspace: &Workspace) -> PathBuf {
    workspace.root.join("book/traces/outcomes")
}

fn record(workspace: &Workspace, listing: &str) -> PathBuf {
    folder(workspace).join(format!("{listing}.json"))
}

fn source(workspace: &Workspace, listing: &str) -> PathBuf {
    workspace.root.join("book/listings/src").join(format!("{listing}.rs"))
}

fn recorded(path: &Path) -> Option<Value> {
    serde_json::from_str(&fs::read_to_string(path).ok()?).ok()
}

/// The names of the files with this ending, in order, without it.
pub(super) fn stems(folder: &Path, ending: &str) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.flatten().map(|entry| entry.path());
    let fitting = paths.filter(|path| path.extension().is_some_and(|found| found == ending));
    let mut stems: Vec<String> =
        fitting.filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned())).collect();
    stems.sort();
    stems
}
