//! From runs to verdicts.
//!
//! A test holds only if libtest says `ok`, it left at least one record, and all its
//! records hold. A process that ended in the middle (an endless loop, `exit`, `abort`,
//! a stack overflow) takes other tests with it: those run again, each in a process of
//! its own, so that every test is judged by what it did itself.

use std::path::Path;
use std::time::Instant;

use anyhow::Result;

use super::record::Record;
use super::run::{Run, Runner, Said};
use super::variant::Variant;
use crate::files;
use crate::parallel::in_parallel;
use crate::process::End;
use crate::text::line_of;

/// The line that the checker prints before it runs the failing execution once more.
const OUTPUT_MARK: &str = "-- interleave: output of the failing execution --\n";
/// Of what is printed there, so many lines are shown: the last.
const PRINTED_LINES: usize = 20;

/// What came out for one test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It holds in every interleaving.
    Holds,
    /// It does not, or nobody can tell.
    Fails,
}

/// One judged test.
#[derive(Clone, Debug)]
pub struct Judged {
    /// Its name.
    pub name: String,
    /// The line of `tests/model.rs` in which it stands, from 1.
    pub line: usize,
    /// What came out.
    pub verdict: Verdict,
    /// The kind of failure, in a word or two.
    pub kind: Option<String>,
    /// The verdict in one line.
    pub summary: String,
    /// What to show of a failure.
    pub report: String,
    /// The checker's records of the test's models.
    pub records: Vec<Record>,
}

/// Runs and judges all tests of `binary`.
pub(super) fn judge(runner: &Runner<'_>, variant: &Variant, binary: &Path) -> Result<Vec<Judged>> {
    let deadline = Instant::now() + runner.time_limit;
    let names = in_order(runner.names(variant, binary)?, &files::read(&variant.exercise.tests())?);
    let run = runner.run(variant, binary, None, deadline)?;
    // Side by side: each may take the checker's whole patience.
    let mut tests = in_parallel(names.len(), |index| {
        let (line, name) = &names[index];
        let mut test = verdict(name, &run);
        if test.is_none() && run.end != End::TimeLimit {
            let alone = runner.run(variant, binary, Some(name), deadline)?;
            test = verdict(name, &alone).or_else(|| Some(cut_short(name, &alone, runner)));
        }
        let mut test = test.unwrap_or_else(|| cut_short(name, &run, runner));
        test.line = *line;
        Ok(test)
    })?;
    // A model that no test of this name ran, such as one in a thread of the reader's.
    let stray = |record: &&Record| {
        let known = |test: &String| names.iter().any(|(_, name)| name == test);
        !record.holds && !record.test.as_ref().is_some_and(known)
    };
    tests.extend(run.records.iter().filter(stray).map(|record| {
        failed(record.test.as_deref().unwrap_or("a model outside of all tests"), record)
    }));
    // It may also die after the last test, such as in the destructor of a static.
    if !run.is_regular() && tests.iter().all(|test| test.verdict == Verdict::Holds) {
        tests.push(cut_short("the tests together", &run, runner));
    }
    Ok(tests)
}

/// Returns the tests as they stand in the source; libtest lists them by name.
fn in_order(names: Vec<String>, source: &str) -> Vec<(usize, String)> {
    let line = |name: &str| {
        let name = name.rsplit("::").next().unwrap_or(name);
        line_of(source, &format!("fn {name}(")).unwrap_or(0)
    };
    let mut names: Vec<_> = names.into_iter().map(|name| (line(&name), name)).collect();
    names.sort();
    names
}

/// Returns the verdict on one test, or nothing if the run ended before the test did.
fn verdict(name: &str, run: &Run) -> Option<Judged> {
    let records = || run.records.iter().filter(|record| record.test.as_deref() == Some(name));
    if let Some(record) = records().find(|record| !record.holds) {
        let mut judged = failed(name, record);
        judged.records = records().cloned().collect();
        if let Some(printed) = run.caught.get(name).and_then(|caught| printed(caught)) {
            judged.report.push_str(&format!("\n\nprinted in this execution:\n{printed}"));
        }
        return Some(judged);
    }
    let fails = |kind: &str, report: String| {
        Some(Judged {
            name: name.to_owned(),
            line: 0,
            verdict: Verdict::Fails,
            kind: Some(kind.to_owned()),
            summary: kind.to_owned(),
            report,
            records: records().cloned().collect(),
        })
    };
    match run.said.get(name)? {
        Said::Failed => {
            let caught = run.caught.get(name).map_or("", |text| text.trim());
            fails("assertion", format!("the test failed outside of its models\n\n{caught}"))
        }
        Said::Ignored => {
            fails("ignored", "the test is marked `#[ignore]`, so nobody can tell".into())
        }
        Said::Ok if records().next().is_none() => fails(
            "no verdict",
            "the test ended without running a model to its end, so nobody can tell".into(),
        ),
        Said::Ok => Some(Judged {
            name: name.to_owned(),
            line: 0,
            verdict: Verdict::Holds,
            kind: None,
            summary: records().map(|record| record.summary.as_str()).collect::<Vec<_>>().join("; "),
            report: records().map(|record| record.report.as_str()).collect::<Vec<_>>().join("\n"),
            records: records().cloned().collect(),
        }),
    }
}

/// What the code under test printed in the execution that failed: the checker runs that once more,
/// behind a mark, so that nothing of the thousand others stands between.
fn printed(caught: &str) -> Option<String> {
    let (_, behind) = caught.rsplit_once(OUTPUT_MARK)?;
    let lines: Vec<_> = behind.lines().take_while(|line| !line.starts_with("━━ ")).collect();
    let shown = lines[lines.len().saturating_sub(PRINTED_LINES)..].join("\n");
    (!shown.trim().is_empty()).then_some(shown)
}

fn failed(name: &str, record: &Record) -> Judged {
    let kind = record.kind.clone().unwrap_or_else(|| "fails".into());
    Judged {
        name: name.to_owned(),
        line: 0,
        verdict: Verdict::Fails,
        summary: if record.summary.is_empty() { kind.clone() } else { record.summary.clone() },
        report: if record.report.is_empty() { kind.clone() } else { record.report.clone() },
        kind: Some(kind),
        records: vec![record.clone()],
    }
}

/// The verdict on a test whose process ended in the middle, and the checker did not say why.
fn cut_short(name: &str, run: &Run, runner: &Runner<'_>) -> Judged {
    let (kind, what) = match run.end {
        End::TimeLimit | End::Stopped => (
            "time limit",
            format!("the test did not end within {} seconds", runner.time_limit.as_secs()),
        ),
        End::Ended(_) if run.stderr.contains("has overflowed its stack") => (
            "stack overflow",
            "the stack overflowed: does a function call itself without end?".to_owned(),
        ),
        End::Ended(status) if status.code().is_none() => {
            ("abort", format!("the test process was killed ({status})"))
        }
        End::Ended(status) => {
            ("exit", format!("the test process ended in the middle of the test ({status})"))
        }
    };
    // The end of what it printed says most about why it ended.
    let lines: Vec<&str> = run.stderr.trim().lines().collect();
    let tail = lines[lines.len().saturating_sub(20)..].join("\n");
    Judged {
        name: name.to_owned(),
        line: 0,
        verdict: Verdict::Fails,
        kind: Some(kind.to_owned()),
        summary: what.clone(),
        report: format!("{what}\n\n{tail}").trim_end().to_owned(),
        records: Vec::new(),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::process::ExitStatusExt;
    use std::process::ExitStatus;

    use super::*;

    fn run(said: &[(&str, Said)], records: &[(&str, bool)]) -> Run {
        Run {
            end: End::Ended(ExitStatus::from_raw(0)),
            complete: true,
            said: said.iter().map(|(name, said)| ((*name).to_owned(), *said)).collect(),
            caught: [("a".to_owned(), "panicked at x".to_owned())].into(),
            records: records.iter().map(|(name, holds)| record(name, *holds)).collect(),
            stderr: String::new(),
        }
    }

    fn record(test: &str, holds: bool) -> Record {
        Record {
            test: Some(test.into()),
            holds,
            kind: (!holds).then(|| "deadlock".into()),
            summary: "in one line".into(),
            report: "the report".into(),
            value: serde_json::Value::Null,
            most_threads: 2,
            second_opinion: None,
            survival: None,
        }
    }

    fn kind(run: &Run) -> Option<String> {
        verdict("a", run).expect("the run judges `a`").kind
    }

    #[test]
    fn ok_with_records_that_hold_holds() {
        let test = verdict("a", &run(&[("a", Said::Ok)], &[("a", true), ("a", true)])).unwrap();
        assert_eq!(test.verdict, Verdict::Holds);
        assert_eq!(test.summary, "in one line; in one line");
    }

    #[test]
    fn one_record_that_fails_is_enough_whatever_libtest_says() {
        let run = run(&[("a", Said::Ok)], &[("a", true), ("a", false)]);
        assert_eq!(kind(&run).as_deref(), Some("deadlock"));
    }

    #[test]
    fn ok_without_a_record_does_not_hold() {
        assert_eq!(kind(&run(&[("a", Said::Ok)], &[("b", true)])).as_deref(), Some("no verdict"));
    }

    #[test]
    fn a_test_that_is_ignored_does_not_hold() {
        assert_eq!(kind(&run(&[("a", Said::Ignored)], &[])).as_deref(), Some("ignored"));
    }

    #[test]
    fn only_what_was_printed_in_the_failing_execution_is_shown() {
        let report = "━━ PANIC in main: no\n   more\n";
        let caught = |own: &str| format!("before\n{OUTPUT_MARK}{own}{report}");
        assert_eq!(printed(&caught("")), None);
        assert_eq!(printed(&caught("\n")), None);
        assert_eq!(printed(&caught("a\nb\n")).as_deref(), Some("a\nb"));
        let many: String = (0..99).map(|line| format!("{line}\n")).collect();
        assert_eq!(printed(&caught(&many)).map(|shown| shown.lines().count()), Some(PRINTED_LINES));
        assert_eq!(printed("no mark"), None);
    }

    #[test]
    fn a_failure_outside_of_models_shows_what_libtest_caught() {
        let test = verdict("a", &run(&[("a", Said::Failed)], &[("a", true)])).unwrap();
        assert_eq!(test.verdict, Verdict::Fails);
        assert!(test.report.ends_with("panicked at x"), "{}", test.report);
    }

    #[test]
    fn a_test_that_libtest_does_not_name_is_not_judged() {
        assert!(verdict("a", &run(&[], &[("a", true)])).is_none());
    }

    #[test]
    fn tests_stand_as_in_the_source() {
        let source = "fn helper() {}\n#[test]\nfn z_first() {}\n#[test]\nfn a_second() {}\n";
        let names = in_order(vec!["a_second".into(), "z_first".into()], source);
        assert_eq!(names, [(3, "z_first".to_owned()), (5, "a_second".to_owned())]);
    }
}
