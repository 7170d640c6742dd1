//! What it costs: `dev bench <chapter>` runs a bench and keeps its figures in
//! `book/figures/<chapter>.json`, with the machine and the date.
//!
//! Figures are recorded, not recomputed: another machine has others. So the check only asks whether
//! the file can be read, whether the machine was idle, and whether the bench still measures what it
//! names.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::Problem;
use super::criterion::measured;
use super::machine::{Machine, busy, today};
use super::outcomes::stems;
use crate::files;
use crate::grade::{Stopped, cargo_command};
use crate::process::{self, End, Limits, Stop};
use crate::text::{line_of, plain};
use crate::workspace::Workspace;

/// So much of the processors, in percent, may others use beside a bench: more, and the figures say
/// nothing about what they name.
pub const IDLE: u64 = 20;

/// Version of the file.
const SCHEMA: u32 = 1;

/// Runs the bench of a chapter, and records its figures. Returns the file, from the root.
///
/// # Errors
///
/// There is no such bench, it fails, or it measures something that has no number of threads.
pub fn record(workspace: &Workspace, chapter: &str, stop: &Stop) -> Result<String> {
    if !source(workspace, chapter).is_file() {
        let benches = stems(&workspace.root.join("benches"), "rs");
        let known: Vec<_> = benches.into_iter().filter(|name| name != "lib").collect();
        bail!("`benches/{chapter}.rs` does not exist: there are {}", known.join(", "));
    }
    // Compiling first: it would keep the processors busy.
    bench(workspace, chapter, stop, |command| command.arg("--no-run"))?;
    let busy = busy();
    // A folder of its own: criterion's usual one keeps what earlier versions of the bench measured.
    let home = TempDir::new().context("failed to make a folder for the measurements")?;
    bench(workspace, chapter, stop, |command| command.env("CRITERION_HOME", home.path()))?;
    let machine = Machine::this();
    let figures = json!({
        "schema": SCHEMA,
        "chapter": chapter,
        "date": today(),
        "rustc": rustc()?,
        "machine": {
            "cpu": machine.cpu, "cores": machine.cores, "os": machine.os, "busy": busy,
        },
        "figures": measured(home.path())?,
    });
    let path = file(workspace, chapter);
    files::write(&path, &format!("{figures:#}\n"))?;
    Ok(workspace.relative(&path))
}

/// Runs cargo's command for the bench, with what is added to it.
fn bench(
    workspace: &Workspace,
    chapter: &str,
    stop: &Stop,
    add: impl FnOnce(&mut Command) -> &mut Command,
) -> Result<()> {
    let mut command = cargo_command();
    command.current_dir(&workspace.root).args([
        "bench",
        "--package",
        "benches",
        "--bench",
        chapter,
    ]);
    add(&mut command);
    let limits = Limits { time: None, output: 1 << 20, stop: stop.clone() };
    let finished = process::run(command, &limits).context("failed to start `cargo`")?;
    match finished.end {
        End::Stopped => bail!(Stopped),
        End::Ended(status) if status.success() => Ok(()),
        _ => bail!("the bench `{chapter}` failed:\n{}", plain(finished.stderr.trim())),
    }
}

/// Checks every file of figures: it can be read, and what it names is in the bench of its chapter.
pub fn check(workspace: &Workspace) -> Vec<Problem> {
    let chapters = stems(&workspace.root.join("book/figures"), "json");
    chapters.iter().flat_map(|chapter| check_chapter(workspace, chapter)).collect()
}

fn check_chapter(workspace: &Workspace, chapter: &str) -> Vec<Problem> {
    let path = file(workspace, chapter);
    let text = fs::read_to_string(&path).unwrap_or_default();
    let problem = |line, message| Problem::new(&workspace.relative(&path), line, message);
    let again = format!("run `cargo workbook dev bench {chapter}`");
    let Ok(bench) = fs::read_to_string(source(workspace, chapter)) else {
        return vec![problem(1, format!("`benches/{chapter}.rs` does not exist: delete the file"))];
    };
    let recorded: Value = match serde_json::from_str(&text) {
        Ok(recorded) => recorded,
        Err(error) => return vec![problem(error.line(), format!("no JSON ({error}): {again}"))],
    };
    if let Some(missing) = first_missing(&recorded) {
        return vec![problem(1, format!("{missing}: {again}"))];
    }
    let mut problems = Vec::new();
    if let Some(busy) = recorded["machine"]["busy"].as_u64().filter(|busy| *busy > IDLE) {
        let line = line_of(&text, "\"busy\"").unwrap_or(1);
        let message = format!("recorded while others used {busy} % of the processors: {again}");
        problems.push(problem(line, message));
    }
    for figure in recorded["figures"].as_array().map(Vec::as_slice).unwrap_or_default() {
        for key in ["operation", "name"] {
            let named = figure[key].to_string();
            // An id is written in the bench as it stands here, as a string.
            if !bench.contains(&named) {
                let line = line_of(&text, &named).unwrap_or(1);
                let message =
                    format!("`benches/{chapter}.rs` measures no {named} any more: {again}");
                problems.push(problem(line, message));
            }
        }
    }
    problems.sort();
    problems.dedup();
    problems
}

/// What a file of figures lacks.
fn first_missing(recorded: &Value) -> Option<String> {
    if recorded["schema"] != SCHEMA {
        return Some(format!("not of schema {SCHEMA}"));
    }
    let machine = &recorded["machine"];
    let texts = [&recorded["date"], &recorded["rustc"], &machine["cpu"], &machine["os"]];
    if texts.iter().any(|text| text.as_str().is_none_or(str::is_empty))
        || machine["cores"].as_u64().is_none()
    {
        return Some("date, rustc or machine is missing".to_owned());
    }
    let figures = recorded["figures"].as_array().map(Vec::as_slice).unwrap_or_default();
    if figures.is_empty() {
        return Some("it has no figures".to_owned());
    }
    let whole = |figure: &Value| {
        let [low, median, high] = ["low", "median", "high"].map(|key| figure[key].as_f64());
        let ordered = 0.0 < low? && low <= median && median <= high;
        (ordered
            && figure["operation"].is_string()
            && figure["name"].is_string()
            && figure["threads"].as_u64()? > 0)
            .then_some(())
    };
    let broken = figures.iter().find(|figure| whole(figure).is_none())?;
    Some(format!("a figure is not whole: {broken}"))
}

fn rustc() -> Result<String> {
    let output = Command::new("rustc").arg("--version").output();
    let output = output.context("failed to start `rustc`")?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn file(workspace: &Workspace, chapter: &str) -> PathBuf {
    workspace.root.join("book/figures").join(format!("{chapter}.json"))
}

fn source(workspace: &Workspace, chapter: &str) -> PathBuf {
    workspace.root.join("benches").join(format!("{chapter}.rs"))
}
