//! Runs a test once more in a process of its own, in which it is the code under test.

use std::process::Command;

/// Runs the program in a process of its own; `None` in that process, where the test is over.
/// Returns the exit status, and the report from the headline on.
///
/// The process has to be red, with a report of at most a screen, also with `RUST_BACKTRACE=1`.
pub(crate) fn end_of(test: &str, program: impl FnOnce()) -> Option<(Option<i32>, String)> {
    const VARIABLE: &str = "INTERLEAVE_TEST_PROGRAM";
    if std::env::var_os(VARIABLE).is_some() {
        program();
        return None;
    }
    let binary = std::env::current_exe().expect("the test's own path");
    let output = Command::new(binary)
        .args([test, "--exact", "--nocapture"])
        .env(VARIABLE, "1")
        .env("RUST_BACKTRACE", "1")
        .env("INTERLEAVE_WIDTH", "100")
        .output()
        .expect("the test runs once more");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success(), "{test} is green:\n{said}");
    let report: Vec<_> = said.lines().skip_while(|line| !line.starts_with("━━")).collect();
    assert!(!report.is_empty(), "{test} has no report:\n{said}");
    assert!(report.len() <= 30, "the report of {test} is longer than a screen:\n{said}");
    assert!(!said.contains("stack backtrace"), "{test} buries its report:\n{said}");
    Some((output.status.code(), report.join("\n")))
}
