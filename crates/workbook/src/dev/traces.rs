//! Recorded runs that pages show: `book/traces/traces.toml` names them, `dev sync` writes them.
//!
//! A recorded run is the checker's report of one test on one version of an answer, so a page shows
//! what a reader would see.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, anyhow, bail};
use toml_edit::{DocumentMut, Item};

use super::Problem;
use crate::files;
use crate::grade::{Grader, Variant};
use crate::text::line_of;
use crate::workspace::Workspace;

/// Columns that fit into a page.
const WIDTH: usize = 96;

/// A recorded run.
#[derive(Clone, Debug)]
struct Trace {
    name: String,
    exercise: String,
    version: String,
    test: String,
}

/// Where the recorded runs are listed.
fn list(workspace: &Workspace) -> PathBuf {
    workspace.root.join("book").join("traces").join("traces.toml")
}

/// Reads the list.
fn read(workspace: &Workspace) -> Result<Vec<Trace>> {
    let path = list(workspace);
    if !path.exists() {
        return Ok(Vec::new());
    }
    let document: DocumentMut = files::read(&path)?
        .parse()
        .with_context(|| format!("failed to read `{}`", path.display()))?;
    let trace = |(name, item): (&str, &Item)| {
        let field = |key: &str| {
            item.get(key).and_then(Item::as_str).map(str::to_owned).ok_or_else(|| {
                anyhow!("`[{name}]` in `{}` has no `{key}`", workspace.relative(&path))
            })
        };
        Ok(Trace {
            name: name.to_owned(),
            exercise: field("exercise")?,
            version: field("version")?,
            test: field("test")?,
        })
    };
    document.iter().map(trace).collect()
}

/// Records all runs: the file of each, and its text.
fn record(workspace: &Workspace, grader: &Grader<'_>) -> Result<Vec<(Trace, PathBuf, String)>> {
    let traces = read(workspace)?;
    let variant = |trace: &Trace| {
        let exercise = workspace
            .exercises
            .iter()
            .find(|exercise| exercise.slug == trace.exercise)
            .ok_or_else(|| anyhow!("no exercise `{}` for `[{}]`", trace.exercise, trace.name))?;
        Ok(match trace.version.as_str() {
            "solution" => Variant::solution(exercise),
            "shipped" => Variant::shipped(exercise)?,
            mistake => Variant::wrong(exercise, mistake),
        })
    };
    let variants = traces.iter().map(variant).collect::<Result<Vec<_>>>()?;
    let graded = grader.with_width(WIDTH).grade(&variants)?;
    let text = |(trace, graded): (Trace, _)| {
        let graded: &crate::grade::Graded = graded;
        let Some(test) = graded.test(&trace.test) else {
            bail!("no test `{}` for `[{}]` in the recorded runs", trace.test, trace.name)
        };
        let path = list(workspace).with_file_name(format!("{}.txt", trace.name));
        Ok((trace, path, format!("{}\n", test.report.trim_end())))
    };
    traces.into_iter().zip(&graded).map(text).collect()
}

/// Writes the recorded runs that differ. Returns their files, from the root.
///
/// # Errors
///
/// A run cannot be recorded, or its file not be written.
pub fn sync(workspace: &Workspace, grader: &Grader<'_>) -> Result<Vec<String>> {
    let mut written = Vec::new();
    for (_, path, text) in record(workspace, grader)? {
        if committed(&path) != Some(text.clone()) {
            files::write(&path, &text)?;
            written.push(workspace.relative(&path));
        }
    }
    Ok(written)
}

/// Compares the recorded runs with their files.
///
/// # Errors
///
/// A run cannot be recorded.
pub fn check(workspace: &Workspace, grader: &Grader<'_>) -> Result<Vec<Problem>> {
    let recorded = record(workspace, grader)?;
    let names = fs::read_to_string(list(workspace)).unwrap_or_default();
    let stale = recorded.into_iter().filter_map(|(trace, path, text)| {
        let file = committed(&path);
        let line = file.as_deref().map_or(1, |file| first_difference(file, &text));
        let listed = line_of(&names, &format!("[{}]", trace.name)).unwrap_or(1);
        (file.as_deref() != Some(text.as_str())).then(|| Problem {
            file: workspace.relative(&path),
            line,
            message: format!(
                "differs from the run that {}:{listed} names; run `cargo workbook dev sync`",
                workspace.relative(&list(workspace)),
            ),
        })
    });
    Ok(stale.collect())
}

fn committed(path: &std::path::Path) -> Option<String> {
    fs::read_to_string(path).ok().map(|text| text.replace("\r\n", "\n"))
}

/// The first line in which two texts differ, from 1.
fn first_difference(a: &str, b: &str) -> usize {
    a.lines().zip(b.lines()).take_while(|(a, b)| a == b).count() + 1
}
