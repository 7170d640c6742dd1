//! What programs print: `{{#program <name> [<argument> …]}}` in a page shows it.
//!
//! Only what is the same in every run may be shown as *the* output. A program is run several
//! times. If the runs differ in nothing but numbers, one of them is kept, in a file that ends in
//! [`ONCE`], and the page says that it is one run; what else is printed must still be the same. Any other
//! difference is refused: that is what a recorded execution is for.

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
/// So often if numbers differ: what is to be found has been found.
const RUNS_THAT_VARY: usize = 5;
/// How the file of a run ends whose numbers differ from run to run; the book machine knows it, too.
const ONCE: &str = ".once.txt";
/// So long one run may take.
const TIME_LIMIT: Duration = Duration::from_secs(60);
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
    let folder = workspace.root.join("book").join("traces").join("programs");
    let mut recorded = Vec::new();
    for (call, place) in named {
        let mut words = call.split_whitespace();
        // A page that names no program is an error of the page, found where it is rendered.
        let Some(program) = words.next().and_then(|name| programs.get(name)) else { continue };
        let arguments: Vec<&str> = words.collect();
        let printed = output(program, &arguments, stop).with_context(|| {
            format!("`{{{{#program {call}}}}}` in {}:{} cannot be recorded", place.0, place.1)
        })?;
        let name = call.split_whitespace().collect::<Vec<_>>().join("+");
        let (path, text) = match printed {
            Printed::Always(text) => (folder.join(format!("{name}.txt")), text),
            Printed::Once(text) => {
                let path = folder.join(format!("{name}{ONCE}"));
                // Another run is no news, unless more than its numbers is new.
                let kept = super::committed(&path).filter(|kept| shape(kept) == shape(&text));
                (path, kept.unwrap_or(text))
            }
        };
        recorded.push(Recorded { path, text, named: place });
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

/// What a program prints on standard output.
#[derive(Debug, PartialEq, Eq)]
enum Printed {
    /// In every run.
    Always(String),
    /// In one run; in others other numbers stand there.
    Once(String),
}

fn output(program: &Path, arguments: &[&str], stop: &Stop) -> Result<Printed> {
    let first = run(program, arguments, 1, stop)?;
    let mut varies = false;
    for number in 2..=RUNS {
        if varies && number > RUNS_THAT_VARY {
            break;
        }
        let text = run(program, arguments, number, stop)?;
        varies |= text != first;
        if shape(&text) != shape(&first) {
            bail!(
                "run {number} prints something else than the first: nobody may call that the output; \
                 show a recorded execution (`{{{{#interleaving …}}}}`) or say in words what is certain"
            );
        }
    }
    Ok(if varies { Printed::Once(first) } else { Printed::Always(first) })
}

/// What the program prints on standard output in one run.
fn run(program: &Path, arguments: &[&str], number: usize, stop: &Stop) -> Result<String> {
    let mut command = Command::new(program);
    command.args(arguments).env("NO_COLOR", "1").env("RUST_BACKTRACE", "0");
    let limits = Limits { time: Some(TIME_LIMIT), output: OUTPUT, stop: stop.clone() };
    let finished = process::run(command, &limits).context("failed to start it")?;
    match finished.end {
        End::Ended(status) if status.success() => {}
        End::Ended(status) => {
            bail!("run {number} ended with {status}: a page shows what succeeds")
        }
        End::TimeLimit => bail!("run {number} did not end within {TIME_LIMIT:?}"),
        End::Stopped => bail!(crate::grade::Stopped),
    }
    let text = plain(&finished.stdout);
    if text.trim().is_empty() {
        bail!("it prints nothing on standard output");
    }
    Ok(text)
}

/// The text with one mark for each number, and for the white space before it: figures are aligned.
/// A number at the end of a name, as in `worker-1`, is part of the name.
fn shape(text: &str) -> String {
    let mut shape = String::new();
    let mut in_number = false;
    for c in text.chars() {
        let in_name = shape.ends_with(|last: char| last.is_alphanumeric() || "-_".contains(last));
        let part =
            if in_number { c.is_ascii_digit() || c == '.' } else { c.is_ascii_digit() && !in_name };
        if part && !in_number {
            shape.truncate(shape.trim_end_matches(' ').len());
            shape.push_str(" #");
        } else if !part {
            shape.push(c);
        }
        in_number = part;
    }
    shape
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn printed(script: &str) -> Result<Printed, String> {
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
        output(&program, &["an", "argument"], &Stop::default())
            .map_err(|error| format!("{error:#}"))
    }

    #[test]
    fn what_every_run_prints_is_recorded() {
        let always = |text: &str| Ok(Printed::Always(text.to_owned()));
        assert_eq!(printed("echo one; echo two >&2"), always("one\n"));
        assert_eq!(printed("echo $*"), always("an argument\n"));
    }

    #[test]
    fn a_run_whose_numbers_differ_is_one_run() {
        let counts = "test -e again && echo took  12.5 ms || echo took   9 ms; touch again";
        assert_eq!(printed(counts), Ok(Printed::Once("took 9 ms\n".to_owned())));
        assert_eq!(shape("took  12.5 ms.\n"), shape("took 9 ms.\n"));
        assert_ne!(shape("took 9 ms"), shape("took 9 9 ms"));
        assert_ne!(shape("9 lost"), shape("9 kept"));
        assert_ne!(shape("worker-1"), shape("worker-2"));
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
