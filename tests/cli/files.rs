//! Files that are edited, missing, or in the way.

use std::fs;

use super::answer::{LOST_UPDATE, RIGHT, counter};
use super::copy::Copy;

#[test]
fn with_edited_tests_no_verdict_counts() {
    let copy = Copy::take();
    copy.answer(&counter("", LOST_UPDATE));
    copy.write(
        Copy::TESTS,
        "#[test] fn nothing() { interleave::model(|| { interleave::thread::yield_now() }); }\n",
    );
    let ran = copy.workbook(&["check", "counter"]);
    assert_eq!(ran.status, Some(3), "{ran}");
    assert!(ran.folded().contains("does not count: take it from a fresh copy"), "{ran}");
    assert!(!copy.workbook(&["list"]).stdout.contains("✓"), "it is not remembered as solved");

    fs::create_dir(copy.path(".git")).unwrap();
    let ran = copy.workbook(&["check", "counter"]);
    assert!(ran.stdout.contains("`git restore exercises/locks/counter/tests/model.rs`"), "{ran}");
}

#[test]
fn deleted_tests_are_named() {
    let copy = Copy::take();
    fs::remove_file(copy.path(Copy::TESTS)).unwrap();
    let ran = copy.workbook(&["check", "counter"]);
    assert_eq!(ran.status, Some(3), "{ran}");
    assert!(ran.stderr.contains("`exercises/locks/counter/tests/model.rs` is missing"), "{ran}");
}

#[test]
fn a_deleted_answer_is_named_and_reset_brings_it_back() {
    let copy = Copy::take();
    let shipped = copy.read(Copy::ANSWER);
    fs::remove_file(copy.path(Copy::ANSWER)).unwrap();
    let ran = copy.workbook(&["check", "counter"]);
    assert_eq!(ran.status, Some(3), "{ran}");
    assert!(ran.stderr.contains("`cargo workbook reset counter`"), "{ran}");
    assert_eq!(copy.workbook(&["reset", "counter"]).status, Some(0));
    assert_eq!(copy.read(Copy::ANSWER), shipped);
}

#[test]
fn reset_keeps_the_answer_in_a_backup() {
    let copy = Copy::take();
    let shipped = copy.read(Copy::ANSWER);
    copy.answer("my answer\n");
    let ran = copy.workbook(&["reset", "counter"]);
    assert!(ran.stdout.contains(".workbook/backup/counter.1.rs"), "{ran}");
    assert_eq!(copy.read(Copy::ANSWER), shipped);
    assert_eq!(copy.read(".workbook/backup/counter.1.rs"), "my answer\n");
    let again = copy.workbook(&["reset", "counter"]);
    assert!(again.stdout.starts_with("`counter` is as shipped"), "{again}");
}

#[test]
fn progress_that_cannot_be_written_costs_no_verdict() {
    let copy = Copy::take();
    copy.write(".workbook", "in the way");
    copy.answer(&counter("", RIGHT));
    let ran = copy.workbook(&["check", "counter"]);
    assert_eq!(ran.status, Some(0), "{ran}");
    assert!(
        ran.stdout.contains("counter holds") && ran.stdout.contains("not remembered: "),
        "{ran}"
    );
}

#[test]
fn a_place_for_builds_that_cannot_be_written_is_named() {
    let copy = Copy::take();
    copy.write("in the way", "");
    let mut command = copy.command(&["check", "counter"]);
    command.env("CARGO_TARGET_DIR", copy.path("in the way"));
    let ran = Copy::run(command);
    assert_eq!(ran.status, Some(3), "{ran}");
    assert!(ran.stderr.contains("CARGO_TARGET_DIR="), "{ran}");
}
