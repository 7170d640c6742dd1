//! A deliberate break of what each kind of exercise must be.

use super::Tree;
use crate::dev::{Problem, claims, rules};
use crate::grade::{Graded, Judged, Outcome, Variant, Verdict};

/// The problems of the shipped text, graded so: tests by name, with the kind of their failure.
fn shipped(kind: &str, more: &str, tests: &[(&str, Option<&str>)]) -> Vec<String> {
    let judged = tests.iter().map(|(name, kind)| Judged {
        name: (*name).into(),
        line: 1,
        verdict: if kind.is_some() { Verdict::Fails } else { Verdict::Holds },
        kind: kind.map(str::to_owned),
        summary: kind.unwrap_or("holds").to_owned(),
        report: if kind.is_some() { "an increment is lost".into() } else { String::new() },
        records: Vec::new(),
    });
    graded("shipped", kind, more, Outcome::Judged(judged.collect()))
}

/// The problems of a text that rustc refuses with these errors.
fn refused(name: &str, more: &str, errors: &str) -> Vec<String> {
    graded(name, "compile-fail", more, Outcome::DoesNotCompile(errors.into()))
}

fn graded(name: &str, kind: &str, more: &str, outcome: Outcome) -> Vec<String> {
    let tree = Tree::new();
    tree.manifest(kind, more);
    for (name, words) in [("code", "E0597"), ("words", "does not live long enough")] {
        let text = format!("//! Borrows.\n//@ fails: compile: {words}\n");
        tree.write(&format!("solutions/a/one/wrong/{name}.rs"), &text);
    }
    let workspace = tree.workspace();
    let exercise = &workspace.exercises[0];
    let variant = match name {
        "shipped" => Variant::shipped(exercise).unwrap(),
        mistake => Variant::wrong(exercise, mistake),
    };
    let problems = claims::check(&workspace, exercise, &[Graded { variant, outcome }]);
    problems.iter().map(Problem::to_string).collect()
}

const BORROWED: &str = "error[E0373]: closure may outlive the current function\n --> lib.rs:1:1\n";
const SHORT: &str = "error[E0597]: `x` does not live\n   long enough\n";

#[test]
fn claim_what_rustc_refuses_is_shipped_with_the_named_error_alone() {
    let error = "error = \"E0373\"\n";
    assert!(refused("shipped", error, BORROWED).is_empty());
    for errors in [SHORT.to_owned(), format!("{BORROWED}{SHORT}"), format!("{BORROWED}error: x\n")]
    {
        let problems = refused("shipped", error, &errors);
        let start =
            "exercises/a/one/src/lib.rs:1: as shipped it must not compile, because of `E0373`";
        assert!(problems[0].starts_with(start), "{problems:?}");
    }
    assert!(!shipped("compile-fail", error, &[("adds", None)]).is_empty(), "it must not compile");
}

#[test]
fn claim_a_wrong_version_that_does_not_compile_says_why() {
    assert!(refused("code", "", SHORT).is_empty());
    assert!(refused("words", "", SHORT).is_empty(), "also where the message wraps");
    for name in ["code", "words"] {
        let problems = refused(name, "", BORROWED);
        let start = format!("solutions/a/one/wrong/{name}.rs:2: it must not compile, because of");
        assert!(problems[0].starts_with(&start), "{problems:?}");
        let compiles = graded(name, "compile-fail", "", Outcome::Judged(Vec::new()));
        assert!(compiles[0].starts_with(&start), "{compiles:?}");
    }
}

#[test]
fn claim_no_claims_accept_the_wrong_version() {
    let accepts = Some("accepts the wrong version");
    assert!(shipped("model", "", &[("right", None), ("given", accepts)]).is_empty());
    assert!(!shipped("model", "", &[("right", None), ("given", None)]).is_empty());
    assert!(!shipped("model", "", &[("right", Some("assertion")), ("given", accepts)]).is_empty());
}

#[test]
fn claim_before_it_is_refactored_the_behaviour_is_right() {
    let from = "from = \"m1\"\n";
    assert!(shipped("refactor", from, &[("waits", None), ("adds", Some("form"))]).is_empty());
    let problems =
        shipped("refactor", from, &[("waits", Some("deadlock")), ("adds", Some("form"))]);
    assert!(problems[0].contains("as shipped it must fail by its form alone"), "{problems:?}");
    assert!(!shipped("refactor", from, &[("waits", None), ("adds", None)]).is_empty());
}

#[test]
fn claim_a_process_is_shipped_unfinished_or_as_a_wrong_version() {
    assert!(shipped("process", "", &[("adds", Some("unfinished"))]).is_empty());
    assert!(!shipped("process", "", &[("adds", Some("process"))]).is_empty());
    assert!(shipped("process", "from = \"m1\"\n", &[("adds", Some("process"))]).is_empty());
}

#[test]
fn rule_only_what_rustc_refuses_names_an_error_and_what_it_means() {
    let tree = Tree::new();
    let explained = "because = \"The closure borrows.\"\n";
    tree.manifest("compile-fail", &format!("error = \"E0373\"\n{explained}"));
    assert_eq!(rules::check(&tree.workspace(), None), []);
    tree.manifest("compile-fail", explained);
    assert!(tree.problem().starts_with("exercises/a/one/Cargo.toml:7: no `error = "));
    tree.manifest("compile-fail", "error = \"E0373\"\n");
    assert!(tree.problem().starts_with("exercises/a/one/Cargo.toml:7: no `because`"));
    tree.manifest("compile-fail", &format!("{explained}error = \"E37\"\n"));
    assert!(tree.problem().starts_with("exercises/a/one/Cargo.toml:15: `E37` is no code"));
    tree.manifest("implement", "error = \"E0373\"\n");
    assert!(tree.problem().starts_with("exercises/a/one/Cargo.toml:14: only the kind"));
}

#[test]
fn rule_what_is_given_is_included_by_the_tests() {
    let tree = Tree::new();
    tree.manifest("model", "");
    assert!(tree.problem().starts_with("exercises/a/one/src/given:1: nothing is given"));
    tree.write("exercises/a/one/src/given/lost.rs", "struct Given;\n");
    let problems = rules::check(&tree.workspace(), None);
    let not_included =
        "exercises/a/one/src/given/lost.rs:1: given, and `exercises/a/one/tests/model";
    assert!(problems.iter().any(|it| it.to_string().starts_with(not_included)), "{problems:?}");
    // What is given is part of what the fingerprint vouches for.
    let stale = "not the fingerprint of";
    assert!(problems.iter().any(|it| it.message.starts_with(stale)), "{problems:?}");
    let tests = format!("#[path = \"../src/given/lost.rs\"]\nmod lost;\n{}", super::TESTS);
    tree.write("exercises/a/one/tests/model.rs", &tests);
    crate::dev::sync::sync(&tree.workspace(), false).unwrap();
    assert_eq!(rules::check(&tree.workspace(), None), []);
    tree.edit("exercises/a/one/Cargo.toml", "\"model\"", "\"implement\"");
    let refused = "lost.rs:1: only the kinds `model` and `fix` have `src/given`";
    assert!(tree.problem().ends_with(refused));
    // Claims may be what is to be mended.
    tree.edit("exercises/a/one/Cargo.toml", "\"implement\"", "\"fix\"");
    let problems = rules::check(&tree.workspace(), None);
    assert!(!problems.iter().any(|it| it.to_string().contains("lost.rs")), "{problems:?}");
}

#[test]
fn rule_a_refactoring_begins_with_a_wrong_version_and_a_prediction_does_not() {
    let tree = Tree::new();
    tree.manifest("refactor", "");
    let problems = rules::check(&tree.workspace(), None);
    assert!(problems[0].message.starts_with("no `from = \"<mistake>\"`"), "{problems:?}");
    for kind in ["predict", "model"] {
        tree.manifest(kind, "from = \"m1\"\n");
        let problems = rules::check(&tree.workspace(), None);
        let message = format!("the kind `{kind}` has no `from`");
        assert!(problems.iter().any(|problem| problem.message == message), "{problems:?}");
    }
}

#[test]
fn rule_a_version_that_does_not_compile_needs_no_test_of_that_name() {
    let tree = Tree::new();
    tree.edit("solutions/a/one/wrong/m1.rs", "fails: adds: an", "fails: compile: an");
    assert_eq!(rules::check(&tree.workspace(), None), []);
}
