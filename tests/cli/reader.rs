//! What a reader does around an exercise: list, go, compare, put back, look up.

use super::answer::{LOST_UPDATE, RIGHT, counter};
use super::copy::Copy;

#[test]
fn list_shows_what_passes_all_filters() {
    let copy = Copy::take();
    let listed = |arguments: &[&str]| {
        let ran = copy.workbook(&[&["list"], arguments].concat());
        assert_eq!(ran.status, Some(0), "{ran}");
        ran.stdout.contains("counter")
    };
    assert!(listed(&["--chapter", "locks", "--kind", "implement", "--state", "open"]));
    assert!(listed(&["--kind", "fix", "--kind", "implement"]), "one of two values will do");
    assert!(!listed(&["--state", "solved"]));
    assert!(!listed(&["--chapter", "interleavings"]));
    assert!(!listed(&["--difficulty", "4"]));
    for wrong in [["--kind", "guess"], ["--difficulty", "5"], ["--state", "done"]] {
        assert_eq!(copy.workbook(&[&["list"][..], &wrong].concat()).status, Some(2));
    }
    let ran = copy.workbook(&["list", "--chapter", "loks"]);
    assert!(ran.stderr.contains("no chapter with exercises is named `loks`"), "{ran}");
}

#[test]
fn one_goes_to_an_exercise_and_commands_without_a_name_mean_it() {
    let copy = Copy::take();
    let first = copy.workbook(&["hint", "--level", "1"]).stdout;
    let went = copy.workbook(&["go", "counter"]);
    assert!(went.stdout.contains("exercises/locks/counter/src/lib.rs:"), "{went}");
    let there = copy.workbook(&["hint", "--level", "1"]).stdout;
    assert_ne!(there, first);
    assert_eq!(there, copy.workbook(&["hint", "counter", "--level", "1"]).stdout);
    assert!(copy.workbook(&["list"]).folded().contains("→ · open counter"));

    let back = copy.workbook(&["previous"]);
    assert!(back.stdout.starts_with("two_increments ("), "{back}");
    let none = copy.workbook(&["previous"]);
    assert_eq!(none.status, Some(3), "{none}");
    let on = copy.workbook(&["next"]);
    assert!(on.stdout.starts_with("counter ("), "{on}");
}

#[test]
fn after_a_solved_exercise_one_is_at_the_next_and_diff_means_the_solved_one() {
    let copy = Copy::take();
    copy.workbook(&["go", "counter"]);
    let early = copy.workbook(&["diff"]);
    assert_eq!(early.status, Some(3), "{early}");
    assert!(early.stderr.contains("has not passed yet"), "{early}");
    assert!(!early.stdout.contains("lock"), "nothing is given away: {early}");

    copy.answer(&counter("", RIGHT));
    let solved = copy.workbook(&["check"]);
    assert_eq!(solved.status, Some(0));
    let (_, next) = solved.stdout.rsplit_once("next: `cargo workbook check ").unwrap();
    let (next, _) = next.split_once('`').unwrap();
    assert_ne!(next, "counter");
    assert!(copy.workbook(&["list"]).folded().contains(&format!("→ · open {next}")));
    let diff = copy.workbook(&["diff"]);
    assert_eq!(diff.status, Some(0), "{diff}");
    for line in ["--- exercises/locks/counter/src/lib.rs (yours)", "@@ -1", "-pub struct Counter"] {
        assert!(diff.stdout.contains(line), "{line}: {diff}");
    }
    assert!(!diff.stdout.contains("// hole:"), "{diff}");
}

#[test]
fn reset_all_needs_a_yes_keeps_every_answer_and_says_how_to_undo_it() {
    let copy = Copy::take();
    let shipped = copy.read(Copy::ANSWER);
    let ran = copy.workbook(&["reset", "--all"]);
    assert!(ran.stdout.contains("all exercises are as shipped"), "{ran}");
    copy.answer("mine\n");
    let ran = copy.workbook(&["reset", "--all"]);
    assert_eq!(ran.status, Some(2), "{ran}");
    assert!(ran.stderr.contains("--all --yes"), "{ran}");
    assert_eq!(copy.read(Copy::ANSWER), "mine\n");
    let ran = copy.workbook(&["reset", "--all", "--yes"]);
    assert_eq!(ran.status, Some(0), "{ran}");
    assert_eq!(copy.read(Copy::ANSWER), shipped);
    let undo = ".workbook/backup/counter.1.rs exercises/locks/counter/src/lib.rs";
    assert!(ran.stdout.contains(undo), "{ran}");
    assert_eq!(copy.read(".workbook/backup/counter.1.rs"), "mine\n");
}

#[test]
fn the_headline_of_a_verdict_can_be_looked_up() {
    let copy = Copy::take();
    copy.answer(&counter("", LOST_UPDATE));
    copy.workbook(&["check", "counter"]);
    let shown = copy.workbook(&["show", "counter", "--json"]);
    let shown: serde_json::Value = serde_json::from_str(&shown.stdout).unwrap();
    let report = shown["report"].as_str().unwrap();
    let ran = copy.workbook(&["explain", report.lines().next().unwrap()]);
    assert_eq!(ran.status, Some(0), "{ran}");
    assert!(ran.stdout.starts_with("assertion\n"), "{ran}");
}

#[test]
fn explain_names_the_page_and_the_nearest_word() {
    let copy = Copy::take();
    let ran = copy.workbook(&["explain", "vacuous"]);
    assert!(ran.stdout.contains("book/src/verdicts/vacuous.md"), "{ran}");
    let ran = copy.workbook(&["explain", "preemption"]);
    assert!(ran.stdout.contains("book/src/interleavings.md"), "{ran}");
    let ran = copy.workbook(&["explain", "dealock"]);
    assert_eq!(ran.status, Some(2), "{ran}");
    assert!(ran.stderr.contains("did you mean `deadlock`?"), "{ran}");
    let all = copy.workbook(&["explain"]);
    assert!(all.stdout.contains("data race") && all.stdout.contains("livelock"), "{all}");
}
