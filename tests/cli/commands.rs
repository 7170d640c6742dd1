//! Commands, their arguments and their statuses.

use super::answer::{RIGHT, counter};
use super::copy::{Copy, Ran};

#[test]
fn each_hint_comes_after_the_one_before() {
    let copy = Copy::take();
    let hints: Vec<_> = (0..4).map(|_| copy.workbook(&["hint", "counter"]).stdout).collect();
    for (index, hint) in hints.iter().enumerate() {
        let count = hint.matches("hint ").count().min(3);
        assert!(count > index.min(2), "{hint}");
    }
    assert!(hints[0].contains("hint 1 of 3") && !hints[0].contains("hint 2 of 3"));
    assert_eq!(hints[2], hints[3]);
    let first = copy.workbook(&["hint", "counter", "--level", "1"]).stdout;
    assert_eq!(first, hints[0]);
}

#[test]
fn an_unknown_name_suggests_the_nearest() {
    let copy = Copy::take();
    for command in ["check", "hint", "reset", "show", "go", "diff"] {
        let ran = copy.workbook(&[command, "countre"]);
        assert_eq!(ran.status, Some(2), "{ran}");
        assert!(ran.stderr.contains("did you mean `counter`?"), "{ran}");
    }
}

#[test]
fn a_wrong_command_line_says_what_is_wrong() {
    let copy = Copy::take();
    for arguments in [&["chekc"][..], &["check", "--al"], &["hint", "--level", "4"], &["reset"]] {
        let ran = copy.workbook(arguments);
        assert_eq!(ran.status, Some(2), "{ran}");
        assert!(ran.stderr.starts_with("error: "), "{ran}");
    }
    let help = copy.workbook(&["--help"]);
    assert_eq!(help.status, Some(0));
    assert!(help.stdout.contains("Exit status:"), "{help}");
}

#[test]
fn outside_of_the_workbook_it_says_so() {
    let copy = Copy::take();
    let mut command = copy.command(&["list"]);
    command.current_dir(std::env::temp_dir());
    let ran = Copy::run(command);
    assert_eq!(ran.status, Some(3), "{ran}");
    assert!(ran.stderr.contains("is not in a checkout of the workbook"), "{ran}");
}

#[test]
fn it_works_from_a_folder_below_the_root() {
    let copy = Copy::take();
    let mut command = copy.command(&["list"]);
    command.current_dir(copy.path("exercises/locks"));
    let ran = Copy::run(command);
    assert_eq!(ran.status, Some(0), "{ran}");
    assert!(ran.stdout.contains("counter"), "{ran}");
}

#[test]
fn check_all_gives_a_line_for_each_and_the_worst_status() {
    let copy = Copy::take();
    copy.answer(&counter("", RIGHT));
    let ran = copy.workbook(&["check", "--all"]);
    assert_eq!(ran.status, Some(1), "{ran}");
    assert!(ran.folded().contains("✓ counter holds"), "{ran}");
    assert!(ran.folded().contains("✗ two_increments "), "{ran}");
    let all = copy.exercises();
    let sum = format!("of {all}: 1 hold, {} refused", all - 1);
    assert!(ran.stdout.trim_end().ends_with(&sum), "{ran}");
}

#[test]
fn dev_check_finds_that_the_committed_text_is_another() {
    let copy = Copy::take();
    copy.answer("//! Edited.\n");
    let ran = copy.workbook(&["dev", "check"]);
    assert_eq!(ran.status, Some(1), "{ran}");
    let start = "exercises/locks/counter/src/lib.rs:1: differs from what";
    assert!(ran.stdout.lines().any(|line| line.starts_with(start)), "{ran}");
}

#[test]
fn dev_check_only_looks_at_one_exercise() {
    let copy = Copy::take();
    copy.write("book/src/unlisted.md", "# A page that no summary names\n");
    let ran = copy.workbook(&["dev", "check", "--only", "counter"]);
    assert_eq!(ran.status, Some(0), "{ran}");
    let ran = copy.workbook(&["dev", "check", "--only", "countre"]);
    assert_eq!(ran.status, Some(2), "{ran}");
    assert!(ran.stderr.contains("did you mean `counter`?"), "{ran}");
}

#[test]
fn dev_check_finds_a_recorded_run_that_is_stale_and_dev_sync_writes_it() {
    let copy = Copy::take();
    let list = "# The runs.\n[lost]\nexercise = \"counter\"\nversion = \"load_store\"\n\
                test = \"increments_are_not_lost\"\n";
    copy.write("book/traces/traces.toml", list);
    copy.write("book/traces/lost.json", "{\n\"schema\": 0\n}\n");
    copy.write("book/traces/gone.json", "{}\n");
    let stale = "book/traces/lost.json:2: differs from the run that is named";
    let says_so = |ran: &Ran| ran.stdout.lines().any(|line| line.starts_with(stale));
    let ran = copy.workbook(&["dev", "check"]);
    assert_eq!(ran.status, Some(1), "{ran}");
    assert!(says_so(&ran), "{ran}");
    let unnamed = "book/traces/gone.json:1: nothing names this recorded run";
    assert!(ran.stdout.contains(unnamed), "{ran}");

    copy.workbook(&["dev", "sync"]);
    assert!(copy.read("book/traces/lost.json").contains("\"text\": \"value.store ← 1\""));
    assert!(!copy.path("book/traces/gone.json").exists());
    let ran = copy.workbook(&["dev", "check"]);
    assert!(!says_so(&ran), "{ran}");
}
