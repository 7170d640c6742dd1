//! A deliberate break of each rule about what the tests teach, on made-up results.

use super::{Tree, begins};
use crate::dev::lessons;
use crate::grade::{Graded, Judged, Outcome, Record, Variant, Verdict};
use crate::workspace::Workspace;

const AGREES: &str = "loom agrees, 2 executions";

/// A test of the solution: its name, its threads, what loom said.
type Held = (&'static str, usize, &'static str);
const TESTS: [Held; 2] = [("adds", 1, AGREES), ("waits", 2, AGREES)];

/// A test that holds if it has no kind of failure, and else does not.
fn test(line: usize, name: &str, kind: Option<&str>, threads: usize, loom: &str) -> Judged {
    let record = Record {
        test: Some(name.into()),
        holds: kind.is_none(),
        kind: kind.map(str::to_owned),
        summary: String::new(),
        report: String::new(),
        most_threads: threads,
        second_opinion: Some(loom.into()),
        survival: None,
        value: serde_json::Value::Null,
    };
    Judged {
        name: name.into(),
        line,
        verdict: if kind.is_some() { Verdict::Fails } else { Verdict::Holds },
        kind: kind.map(str::to_owned),
        summary: String::new(),
        report: String::new(),
        records: vec![record],
    }
}

/// The problems of a tree whose wrong versions are refused by these tests, with these kinds.
fn problems(tree: &Tree, tests: &[Held], killed: &[(&str, &[(&str, &str)])]) -> Vec<String> {
    let workspace: Workspace = tree.workspace();
    let exercise = &workspace.exercises[0];
    let held = tests
        .iter()
        .enumerate()
        .map(|(line, (name, threads, loom))| test(10 * (line + 1), name, None, *threads, loom));
    let mut graded = vec![Graded {
        variant: Variant::solution(exercise),
        outcome: Outcome::Judged(held.collect()),
    }];
    for (mistake, by) in killed {
        let by = by.iter().map(|(name, kind)| test(1, name, Some(kind), 0, ""));
        graded.push(Graded {
            variant: Variant::wrong(exercise, mistake),
            outcome: Outcome::Judged(by.collect()),
        });
    }
    let problems = lessons::check(&workspace, exercise, &graded);
    problems.iter().map(ToString::to_string).collect()
}

const BY_WAITS: &[(&str, &str)] = &[("waits", "deadlock")];
const BY_ADDS: &[(&str, &str)] = &[("adds", "assertion")];
const BY_BOTH: &[(&str, &str)] = &[("adds", "assertion"), ("waits", "deadlock")];

#[test]
fn tests_that_teach_are_no_problem() {
    let killed = [("m1", BY_WAITS), ("m2", BY_WAITS), ("m3", BY_WAITS), ("m4", BY_BOTH)];
    assert_eq!(problems(&Tree::new(), &TESTS, &killed), [""; 0]);
}

#[test]
fn rule_every_test_after_the_first_refuses_some_version_alone() {
    let tests = [TESTS[0], TESTS[1], ("wakes", 2, AGREES)];
    let by_both: &[_] = &[("wakes", "deadlock"), ("waits", "deadlock")];
    let found = problems(&Tree::new(), &tests, &[("m1", BY_WAITS), ("m2", by_both)]);
    assert_eq!(found.len(), 1, "{found:#?}");
    begins(
        &found[0],
        "exercises/a/one/tests/model.rs:30: no wrong version is refused by `wakes` alone",
    );
    assert!(found[0].ends_with("(see solutions/a/one/wrong/m2.rs:1)"), "{found:#?}");
    // The usage example needs none.
    assert_eq!(problems(&Tree::new(), &TESTS, &[("m1", BY_WAITS)]), [""; 0]);
}

#[test]
fn rule_at_most_one_in_four_dies_single_threaded() {
    let killed = [("m1", BY_WAITS), ("m2", BY_WAITS), ("m3", BY_ADDS)];
    let found = problems(&Tree::new(), &TESTS, &killed);
    assert_eq!(found.len(), 1, "{found:#?}");
    begins(
        &found[0],
        "solutions/a/one/wrong:1: 1 of 3 wrong versions are refused by one thread alone (m3)",
    );
    assert!(found[0].ends_with("(see exercises/a/one/tests/model.rs:10)"), "{found:#?}");
}

#[test]
fn rule_single_threaded_tests_stand_first() {
    let tests = [TESTS[1], TESTS[0]];
    let killed = [("m1", BY_ADDS), ("m2", BY_WAITS), ("m3", BY_WAITS), ("m4", BY_WAITS)];
    let found = problems(&Tree::new(), &tests, &killed);
    assert_eq!(
        found,
        [
            "exercises/a/one/tests/model.rs:20: `adds` has one thread: it stands before those with more \
          (see exercises/a/one/tests/model.rs:10)"
        ]
    );
}

#[test]
fn rule_what_locks_too_much_is_refused_by_a_witness_alone() {
    let tree = Tree::new();
    tree.edit("exercises/a/one/Cargo.toml", "none: it has no lock", "m2");
    let unreached: &[_] = &[("waits", "unreached witness")];
    assert_eq!(problems(&tree, &TESTS, &[("m2", unreached)]), [""; 0]);
    let also: &[_] = &[("waits", "unreached witness"), ("adds", "deadlock")];
    let killed = [("m1", BY_WAITS), ("m3", BY_WAITS), ("m4", BY_WAITS)];
    for by in [BY_WAITS, also] {
        let found = problems(&tree, &TESTS, &[&killed[..], &[("m2", by)]].concat());
        assert_eq!(found.len(), 1, "{found:#?}");
        begins(&found[0], "solutions/a/one/wrong/m2.rs:1: it locks too much, so only a `reach!`");
        assert!(found[0].ends_with("(see exercises/a/one/Cargo.toml:12)"), "{found:#?}");
    }
}

#[test]
fn rule_loom_judges_a_model_with_threads_or_the_limit_is_named() {
    let tree = Tree::new();
    let waits = |opinion| [TESTS[0], ("waits", 2, opinion)];
    let limit = "loom not asked: it has no clock";
    assert_eq!(problems(&tree, &waits(limit), &[("m1", BY_WAITS)]), [""; 0]);
    for opinion in ["", "loom not asked", "loom gave up after 3 executions: too long"] {
        let found = problems(&tree, &waits(opinion), &[("m1", BY_WAITS)]);
        assert_eq!(found.len(), 1, "{found:#?}");
        begins(&found[0], "exercises/a/one/tests/model.rs:1: loom judges no model");
        assert!(found[0].ends_with("(see exercises/a/one/Cargo.toml:8)"), "{found:#?}");
    }
    // A set of outcomes is the explorer's alone.
    tree.manifest("predict", "");
    assert_eq!(problems(&tree, &waits(""), &[("m1", BY_WAITS)]), [""; 0]);
    tree.manifest("implement", "loom = \"none: it knows no such thing\"\n");
    assert_eq!(problems(&tree, &waits(""), &[("m1", BY_WAITS)]), [""; 0]);
}

#[test]
fn nothing_is_learned_from_a_solution_that_fails() {
    let tree = Tree::new();
    let workspace = tree.workspace();
    let exercise = &workspace.exercises[0];
    let outcome = Outcome::Judged(vec![test(1, "adds", Some("deadlock"), 0, "")]);
    let graded = [Graded { variant: Variant::solution(exercise), outcome }];
    assert_eq!(lessons::check(&workspace, exercise, &graded), []);
}
