//! Runs a test once more in a process of its own, in which it is the code under test.

#[allow(dead_code, reason = "not every test needs it")]
pub(crate) mod records;

use std::process::{Command, Stdio};

/// Runs the program in a process of its own; `None` in that process, where the test is over.
/// Returns the exit status, and the report from the headline on.
///
/// The process has to be red, with a report of at most a screen, also with `RUST_BACKTRACE=1`.
#[allow(dead_code, reason = "not every test needs it")]
pub(crate) fn end_of(test: &str, program: impl FnOnce()) -> Option<(Option<i32>, String)> {
    let [(_, status, report)] = ends(test, [100], program)?;
    Some((status, report))
}

/// The same at several widths: the reports alone.
#[allow(dead_code, reason = "not every test needs it")]
pub(crate) fn ends_at<const N: usize>(
    test: &str,
    widths: [usize; N],
    program: impl FnOnce(),
) -> Option<[(usize, String); N]> {
    Some(ends(test, widths, program)?.map(|(width, _, report)| (width, report)))
}

fn ends<const N: usize>(
    test: &str,
    widths: [usize; N],
    program: impl FnOnce(),
) -> Option<[(usize, Option<i32>, String); N]> {
    const VARIABLE: &str = "INTERLEAVE_TEST_PROGRAM";
    if std::env::var_os(VARIABLE).is_some() {
        program();
        return None;
    }
    let binary = std::env::current_exe().expect("the test's own path");
    // At once: an endless loop takes its time to be found.
    let running = widths.map(|width| {
        let mut again = Command::new(&binary);
        again.args([test, "--exact", "--nocapture"]).stdout(Stdio::null()).stderr(Stdio::piped());
        again.env(VARIABLE, "1").env("RUST_BACKTRACE", "1");
        again.env("INTERLEAVE_WIDTH", width.to_string());
        (width, again.spawn().expect("the test runs once more"))
    });
    Some(running.map(|(width, process)| {
        let output = process.wait_with_output().expect("the test has run once more");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success(), "{test} is green:\n{said}");
        let report: Vec<_> = said.lines().skip_while(|line| !line.starts_with("━━")).collect();
        assert!(!report.is_empty(), "{test} has no report:\n{said}");
        assert!(report.len() <= 30, "the report of {test} is longer than a screen:\n{said}");
        assert!(!said.contains("stack backtrace"), "{test} buries its report:\n{said}");
        (width, output.status.code(), report.join("\n"))
    }))
}
