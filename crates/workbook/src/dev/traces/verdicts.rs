//! What the checker says of the programs in `book/verdicts`, one for each verdict.
//!
//! Some of them end the process, so each runs in one of its own.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use super::Recorded;
use super::executions::{SCHEMA, TAKEN, line};
use crate::dev::outcomes::stems;
use crate::files;
use crate::grade::{Stopped, cargo_command};
use crate::process::{self, End, Limits, Stop};
use crate::text::plain;
use crate::workspace::Workspace;

const PACKAGE: &str = "verdicts";
/// An endless loop takes three seconds.
const TIME_LIMIT: Duration = Duration::from_secs(60);
/// The width of a terminal nobody has to think about.
const WIDTH: &str = "80";
/// A run of more steps is shown by its report alone, which leaves out what repeats itself.
const STEPS: usize = 60;

/// Runs every program of the package.
pub(super) fn record(workspace: &Workspace, stop: &Stop) -> Result<Vec<Recorded>> {
    let package = workspace.root.join("book").join(PACKAGE);
    if !package.join("Cargo.toml").is_file() {
        return Ok(Vec::new());
    }
    let mut programs = stems(&package.join("src"), "rs");
    programs.retain(|program| program != "lib");
    let binary = build(workspace, stop)?;
    let tests = tests(&binary, &package, stop)?;
    let recorded = |program: String| {
        let source = package.join("src").join(format!("{program}.rs"));
        let place = workspace.relative(&source);
        let Some(test) = tests.get(&program) else {
            bail!("`{place}` is not one test: name it in src/lib.rs, and write one `#[test]`")
        };
        let record = run(&binary, &package, test, &files::read(&source)?, stop)
            .with_context(|| format!("`{place}` cannot be recorded"))?;
        let folder = workspace.root.join("book").join("traces").join(PACKAGE);
        Ok(Recorded {
            path: folder.join(format!("{program}.json")),
            text: text(workspace, test, &record),
            named: (place, 1),
        })
    };
    programs.into_iter().map(recorded).collect()
}

/// Builds the package's tests, with loom, and returns their binary.
fn build(workspace: &Workspace, stop: &Stop) -> Result<PathBuf> {
    let mut command = cargo_command();
    command
        .current_dir(&workspace.root)
        .args(["test", "--package", PACKAGE, "--features", "loom", "--no-run"])
        .arg("--message-format=json");
    let finished = finish(command, None, stop)?;
    if !matches!(finished.end, End::Ended(status) if status.success()) {
        bail!("the programs of `book/{PACKAGE}` do not build:\n{}", finished.stderr.trim_end());
    }
    let messages =
        finished.stdout.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let of_package = |message: &Value| message["target"]["name"] == PACKAGE;
    let binary = |message: Value| message["executable"].as_str().map(PathBuf::from);
    let mut binaries = messages.filter(of_package).filter_map(binary);
    binaries.next().with_context(|| format!("cargo names no binary of `book/{PACKAGE}`"))
}

/// The test of each program; of a program with several tests none.
fn tests(binary: &Path, package: &Path, stop: &Stop) -> Result<BTreeMap<String, String>> {
    let mut command = Command::new(binary);
    command.current_dir(package).args(["--list", "--format", "terse"]);
    let finished = finish(command, Some(TIME_LIMIT), stop)?;
    let names = finished.stdout.lines().filter_map(|line| line.strip_suffix(": test"));
    let mut tests: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for name in names {
        let program = name.split("::").next().unwrap_or(name);
        tests.entry(program.to_owned()).or_default().push(name);
    }
    let only = tests.into_iter().filter(|(_, names)| names.len() == 1);
    Ok(only.map(|(program, names)| (program, names[0].to_owned())).collect())
}

/// What the checker writes about one test.
fn run(binary: &Path, package: &Path, test: &str, source: &str, stop: &Stop) -> Result<Value> {
    let folder = tempfile::tempdir().context("failed to make a folder for the record")?;
    // A report may name the file: this is how cargo's run calls it.
    let verdicts = folder.path().join(format!("{PACKAGE}.{PACKAGE}.jsonl"));
    let mut command = Command::new(binary);
    command
        .current_dir(package)
        .args([test, "--exact"])
        .env("CARGO_PKG_NAME", PACKAGE)
        .env("INTERLEAVE_VERDICTS", &verdicts)
        .env("INTERLEAVE_WIDTH", WIDTH)
        .env("NO_COLOR", "1");
    if let Some(code) = source.lines().find_map(|line| line.strip_prefix("//@ replay: ")) {
        command.env("INTERLEAVE_REPLAY", code.trim());
    }
    if matches!(finish(command, Some(TIME_LIMIT), stop)?.end, End::TimeLimit) {
        bail!("it did not end within {TIME_LIMIT:?}");
    }
    let written = files::read(&verdicts).context("the checker wrote no verdict")?;
    let record = written.lines().next().context("the checker wrote no verdict")?;
    serde_json::from_str(record).context("the checker's verdict is no JSON")
}

fn finish(command: Command, time: Option<Duration>, stop: &Stop) -> Result<process::Finished> {
    let limits = Limits { time, output: usize::MAX, stop: stop.clone() };
    let finished = process::run(command, &limits).context("failed to start a process")?;
    if matches!(finished.end, End::Stopped) {
        bail!(Stopped);
    }
    Ok(finished)
}

/// The file: JSON, a line for each field, for each line of the report and for each step.
fn text(workspace: &Workspace, test: &str, record: &Value) -> String {
    let list = |lines: Vec<String>| match lines.len() {
        0 => "[]".to_owned(),
        _ => format!("[\n  {}\n]", lines.join(",\n  ")),
    };
    let report = plain(record["report"].as_str().unwrap_or_default());
    let report = report.lines().map(|line| json!(line).to_string());
    let steps = record["steps"].as_array().map(Vec::as_slice).unwrap_or_default();
    let shown = steps.iter().take(if steps.len() > STEPS { 0 } else { STEPS });
    let mut lines = vec![
        format!("\"schema\": {SCHEMA}"),
        format!("\"test\": {}", json!(test)),
        format!("\"executions\": {}", record["executions"]),
    ];
    let taken = TAKEN.iter().filter(|key| !record[*key].is_null());
    lines.extend(taken.map(|key| format!("\"{key}\": {}", record[*key])));
    lines.push(format!("\"report\": {}", list(report.collect())));
    lines.push(format!("\"steps\": {}", list(shown.map(|step| line(workspace, step)).collect())));
    format!("{{\n{}\n}}\n", lines.join(",\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(steps: usize) -> Value {
        let workspace = Workspace {
            root: PathBuf::from("/nowhere"),
            target: PathBuf::from("/nowhere/target"),
            exercises: Vec::new(),
        };
        let steps = vec![json!({"step": "1", "thread": "main", "text": "exit"}); steps];
        let record = json!({"kind": "leak", "report": "one\n\u{1b}[1mtwo", "steps": steps});
        serde_json::from_str(&text(&workspace, "leak::a", &record)).expect("it is JSON")
    }

    #[test]
    fn a_report_is_kept_line_by_line_without_escape_sequences() {
        let value = text_of(2);
        assert_eq!(value["report"], json!(["one", "two"]));
        assert_eq!((&value["test"], &value["kind"]), (&json!("leak::a"), &json!("leak")));
        assert_eq!(value["steps"].as_array().map(Vec::len), Some(2));
    }

    #[test]
    fn a_run_that_is_too_long_to_draw_keeps_its_report_alone() {
        assert_eq!(text_of(STEPS + 1)["steps"], json!([]));
        assert_eq!(text_of(STEPS)["steps"].as_array().map(Vec::len), Some(STEPS));
    }
}
