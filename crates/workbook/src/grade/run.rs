//! Runs a test binary and reads what libtest prints.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::Stopped;
use super::bounds::Bounds;
use super::record::{self, Record, Survival};
use super::variant::{Source, Variant};
use crate::process::{self, End, Finished, Limits, Stop};
use crate::text::plain;

/// Of each output of a test process so much is kept.
const OUTPUT: usize = 1 << 20;

/// Runs the test binaries of one grading.
pub(super) struct Runner<'a> {
    pub(super) time_limit: Duration,
    pub(super) width: usize,
    pub(super) stop: &'a Stop,
    pub(super) scratch: &'a Path,
    pub(super) bounds: Option<Bounds>,
}

/// What libtest says about one test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    Ok,
    Failed,
    Ignored,
}

/// One run of a test binary.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) end: End,
    /// Whether libtest came to its last line.
    pub(super) complete: bool,
    pub(super) said: BTreeMap<String, Said>,
    /// What libtest caught of each failed test.
    pub(super) caught: BTreeMap<String, String>,
    pub(super) records: Vec<Record>,
    pub(super) stderr: String,
}

impl Run {
    /// Whether the process ended by itself after libtest had judged every test.
    pub(super) fn is_regular(&self) -> bool {
        // 101 is libtest's status for failed tests.
        self.complete
            && matches!(self.end, End::Ended(status) if matches!(status.code(), Some(0 | 101)))
    }
}

impl Runner<'_> {
    /// Returns the names of the binary's tests.
    pub(super) fn names(&self, variant: &Variant, binary: &Path) -> Result<Vec<String>> {
        let mut command = self.command(variant, binary);
        command.args(["--list", "--format", "terse"]);
        let finished = self.finish(command, Instant::now() + self.time_limit)?;
        let names = finished.stdout.lines().filter_map(|line| line.strip_suffix(": test"));
        Ok(names.map(str::to_owned).collect())
    }

    /// Runs all tests in one process, or the one called `only`.
    pub(super) fn run(
        &self,
        variant: &Variant,
        binary: &Path,
        only: Option<&str>,
        deadline: Instant,
    ) -> Result<Run> {
        let verdicts = self.verdicts(variant, only.unwrap_or("all"));
        let mut command = self.command(variant, binary);
        // With one thread libtest prints a test's name before the test and its result
        // after it; with more, both at once, so nothing can come between.
        let threads = thread::available_parallelism().map_or(2, usize::from).max(2);
        command
            .arg(format!("--test-threads={threads}"))
            .args(only.into_iter().flat_map(|name| [name, "--exact"]))
            .env("INTERLEAVE_VERDICTS", &verdicts)
            .env("INTERLEAVE_WIDTH", self.width.to_string());
        let finished = self.finish(command, deadline)?;
        let records = fs::read(&verdicts).unwrap_or_default();
        let records = record::read(&String::from_utf8_lossy(&records));
        Ok(read(finished, records))
    }

    /// Runs the models of one test so often on real threads. Of several models the one that notices most often
    /// counts.
    pub(super) fn survive(
        &self,
        variant: &Variant,
        binary: &Path,
        test: &str,
        runs: u64,
    ) -> Result<Option<Survival>> {
        let verdicts = self.verdicts(variant, test);
        let mut command = self.command(variant, binary);
        command
            .args([test, "--exact"])
            .env("INTERLEAVE_VERDICTS", &verdicts)
            .env("INTERLEAVE_ENGINE", "threads")
            .env("INTERLEAVE_RUNS", runs.to_string());
        self.finish(command, Instant::now() + self.time_limit)?;
        let records = fs::read(&verdicts).unwrap_or_default();
        let records = record::read(&String::from_utf8_lossy(&records));
        let rarest = records.iter().filter_map(|record| record.survival);
        Ok(rarest.min_by_key(|survival| (!survival.hung, survival.survived)))
    }

    /// Where the checker writes what it found; nothing is there yet.
    fn verdicts(&self, variant: &Variant, name: &str) -> PathBuf {
        let name = format!("{}.{name}.jsonl", variant.package());
        let verdicts = self.scratch.join(name.replace("::", "."));
        let _ = fs::remove_file(&verdicts);
        verdicts
    }

    fn command(&self, variant: &Variant, binary: &Path) -> Command {
        let mut command = Command::new(binary);
        // As `cargo test` has it; reports say by the package how to see them again.
        command
            .current_dir(&variant.exercise.dir)
            .env("CARGO_PKG_NAME", &variant.exercise.slug)
            .env("CARGO_MANIFEST_DIR", &variant.exercise.dir);
        // A verdict must not depend on what a reader left in the environment, least of
        // all on a replay of one execution.
        for (name, _) in env::vars_os() {
            if name.to_str().is_some_and(|name| name.starts_with("INTERLEAVE_")) {
                command.env_remove(name);
            }
        }
        // What the checker cannot see it looks for in this file, also if no step happens there.
        if let Source::File(answer) = &variant.source {
            command.env("INTERLEAVE_ANSWER", answer);
        }
        command.env("RUST_BACKTRACE", "0").env("NO_COLOR", "1");
        command.env_remove("RUST_TEST_THREADS").env_remove("RUST_TEST_NOCAPTURE");
        command
    }

    fn finish(&self, mut command: Command, deadline: Instant) -> Result<Finished> {
        if let Some(bounds) = &self.bounds {
            command = bounds.alone(&command, self.scratch);
        }
        let time = deadline.saturating_duration_since(Instant::now());
        let limits = Limits { time: Some(time), output: OUTPUT, stop: self.stop.clone() };
        let program = command.get_program().to_owned();
        let finished = process::run(command, &limits)
            .with_context(|| format!("failed to run `{}`", Path::new(&program).display()))?;
        if finished.end == End::Stopped {
            bail!(Stopped);
        }
        Ok(finished)
    }
}

fn read(finished: Finished, records: Vec<Record>) -> Run {
    let stdout = plain(&finished.stdout);
    let mut said = BTreeMap::new();
    let mut caught: BTreeMap<String, String> = BTreeMap::new();
    let mut section: Option<String> = None;
    let mut complete = false;
    for line in stdout.lines() {
        if let Some((name, result)) = result(line) {
            said.insert(name.to_owned(), result);
        } else if let Some(name) = heading(line) {
            section = Some(name.to_owned());
        } else if line == "failures:" {
            section = None;
        } else if line.starts_with("test result: ") {
            complete = true;
        } else if let Some(name) = &section {
            let text = caught.entry(name.clone()).or_default();
            text.push_str(line);
            text.push('\n');
        }
    }
    Run { end: finished.end, complete, said, caught, records, stderr: plain(&finished.stderr) }
}

/// `test name ... ok`
fn result(line: &str) -> Option<(&str, Said)> {
    let (name, result) = line.strip_prefix("test ")?.rsplit_once(" ... ")?;
    let said = match result {
        "ok" => Said::Ok,
        "FAILED" => Said::Failed,
        _ if result.starts_with("ignored") => Said::Ignored,
        _ => return None,
    };
    Some((name.strip_suffix(" - should panic").unwrap_or(name), said))
}

/// `---- name stdout ----`
fn heading(line: &str) -> Option<&str> {
    line.strip_prefix("---- ")?.strip_suffix(" stdout ----")
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn libtests_output_is_read() {
        let stdout = "\nrunning 4 tests\ntest a ... ok\ntest b::c ... FAILED\ntest d ... ignored, why\n\
                      test e - should panic ... ok\n\nfailures:\n\n---- b::c stdout ----\n\n\
                      thread 'b::c' panicked\n\n\nfailures:\n    b::c\n\ntest result: FAILED. 2 passed\n\n";
        let run = read(
            Finished {
                end: End::Ended(std::os::unix::process::ExitStatusExt::from_raw(101 << 8)),
                stdout: stdout.into(),
                stderr: String::new(),
            },
            Vec::new(),
        );
        assert!(run.is_regular());
        assert_eq!(run.said["a"], Said::Ok);
        assert_eq!(run.said["b::c"], Said::Failed);
        assert_eq!(run.said["d"], Said::Ignored);
        assert_eq!(run.said["e"], Said::Ok);
        assert_eq!(run.caught["b::c"].trim(), "thread 'b::c' panicked");
    }
}
