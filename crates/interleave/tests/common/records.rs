//! Runs a test once more in a process of its own, and reads what the checker records there.

use serde_json::Value;
use std::process::Command;

pub(crate) const VARIABLE: &str = "INTERLEAVE_TEST_PROGRAM";

/// Runs `test` once more in a process of its own, as the code under test. Returns its records.
pub(crate) fn records_of(test: &str) -> Vec<Value> {
    let file = std::env::temp_dir().join(format!("interleave-{}-{test}", std::process::id()));
    let binary = std::env::current_exe().expect("the test's own path");
    let mut command = Command::new(binary);
    command.args([test, "--exact"]).env(VARIABLE, "1").env("INTERLEAVE_VERDICTS", &file);
    command.output().expect("the test runs once more");
    let text = std::fs::read_to_string(&file).expect("the file of verdicts");
    std::fs::remove_file(&file).expect("the file can go");
    text.lines().map(|line| serde_json::from_str(line).expect("one object a line")).collect()
}

pub(crate) fn is_program() -> bool {
    std::env::var_os(VARIABLE).is_some()
}
