//! What programs print: `{{#program <name>}}` in a page shows it.
//!
//! Only what is the same in every run may be shown as *the* output. A program is run several
//! times, and one whose runs differ is refused: that is what a recorded execution is for.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::Recorded;
use crate::grade::cargo_command;
use crate::includes;
use crate::process::{self, End, Limits, Stop};
use crate::text::plain;
use crate::workspace::Workspace;

/// So often a program must print the same. It proves nothing, and finds what is usual.
const RUNS: usize = 20;
/// So long one run may take.
const TIME_LIMIT: Duration = Duration::from_secs(10);
/// More than this nobody reads in a page.
const OUTPUT: usize = 16 << 10;

/// Runs every program that a page shows.
pub(super) fn record(workspace: &Workspace, stop: &Stop) -> Result<Vec<Recorded>> {
    let book = workspace.root.join("book").join("src");
    let mut named: BTreeMap<String, (String, usize)> = BTreeMap::new();
    for (page, line, name) in includes::named(&book, "program") {
        named.entry(name).or_insert_with(|| (workspace.relative(&page), line));
    }
    let package = workspace.root.join("book").join("programs").join("Cargo.toml");
    if named.is_empty() || !package.is_file() {
        return Ok(Vec::new());
    }
    let programs = build(workspace, stop)?;
    let mut recorded = Vec::new();
    for (name, place) in named {
        // A page that names no program is an error of the page, found where it is rendered.
        let Some(program) = programs.get(&name) else { continue };
        let text = output(program, stop).with_context(|| {
            format!("`{{{{#program {name}}}}}` in {}:{} cannot be recorded", place.0, place.1)
        })?;
        let folder = workspace.root.join("book").join("traces").join("programs");
        recorded.push(Recorded { path: folder.join(format!("{name}.txt")), text, named: place });
    }
    Ok(recorded)
}

/// Builds all programs and returns their binaries by name.
fn build(workspace: &Workspace, stop: &Stop) -> Result<BTreeMap<String, PathBuf>> {
    let mut command = cargo_command();
    command
        .current_dir(&workspace.root)
        .args(["build", "--package", "programs", "--bins", "--message-format=json"])
        .arg("--target-dir")
        .arg(workspace.target.join("workbook").join("programs"));
    let limits = Limits { time: None, output: usize::MAX, stop: stop.clone() };
    let finished = process::run(command, &limits).context("failed to start `cargo`")?;
    if !matches!(finished.end, End::Ended(status) if status.success()) {
        bail!("the programs of the book do not build:\n{}", finished.stderr.trim_end());
    }
    let messages =
        finished.stdout.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let binary = |message: Value| {
        let name = message["target"]["name"].as_str()?.to_owned();
        Some((name, PathBuf::from(message["executable"].as_str()?)))
    };
    Ok(messages.filter_map(binary).collect())
}

/// What the program prints on standard output, in every run.
fn output(program: &Path, stop: &Stop) -> Result<String> {
    let mut first: Option<String> = None;
    for run in 1..=RUNS {
        let mut command = Command::new(program);
        command.env("NO_COLOR", "1").env("RUST_BACKTRACE", "0");
        let limits = Limits { time: Some(TIME_LIMIT), output: OUTPUT, stop: stop.clone() };
        let finished = process::run(command, &limits).context("failed to start it")?;
        match finished.end {
            End::Ended(status) if status.success() => {}
            End::Ended(status) => {
                bail!("run {run} ended with {status}: a page shows what succeeds")
            }
            End::TimeLimit => bail!("run {run} did not end within {TIME_LIMIT:?}"),
            End::Stopped => bail!(crate::grade::Stopped),
        }
        let text = plain(&finished.stdout);
        if text.trim().is_empty() {
            bail!("it prints nothing on standard output");
        }
        match &first {
            None => first = Some(text),
            Some(first) if *first == text => {}
            Some(_) => bail!(
                "run {run} prints something else than the first: nobody may call that the output; \
                 show a recorded execution (`{{{{#interleaving …}}}}`) or say in words what is certain"
            ),
        }
    }
    Ok(first.unwrap_or_default())
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn printed(script: &str) -> Result<String, String> {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("program");
        // Written by another process: while this one had it open for writing, a test on another
        // thread could start a child that keeps it open, and it could not be run.
        let status = Command::new("sh")
            .args(["-c", "printf '%s' \"$1\" > \"$2\"", "sh"])
            .arg(format!("#!/bin/sh\ncd '{}'\n{script}\n", folder.path().display()))
            .arg(&program)
            .status();
        assert!(status.unwrap().success());
        std::fs::set_permissions(&program, PermissionsExt::from_mode(0o755)).unwrap();
        output(&program, &Stop::default()).map_err(|error| format!("{error:#}"))
    }

    #[test]
    fn what_every_run_prints_is_recorded() {
        assert_eq!(printed("echo one; echo two >&2").as_deref(), Ok("one\n"));
    }

    #[test]
    fn a_program_that_prints_something_else_in_another_run_is_refused() {
        let error = printed("test -e again && echo two || echo one; touch again").unwrap_err();
        assert!(error.starts_with("run 2 prints something else than the first"), "{error}");
    }

    #[test]
    fn a_program_that_fails_or_says_nothing_is_refused() {
        assert!(
            printed("echo one; exit 3").unwrap_err().starts_with("run 1 ended with exit status")
        );
        assert!(printed("true").unwrap_err().starts_with("it prints nothing"));
    }
}
