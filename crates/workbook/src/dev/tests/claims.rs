//! A deliberate break of each claim, on made-up results.

use super::Tree;
use crate::dev::{Problem, claims};
use crate::grade::{Graded, Judged, Outcome, Variant, Verdict};
use crate::workspace::Workspace;

fn graded(workspace: &Workspace, name: &str, tests: &[(&str, Option<&str>, &str)]) -> Graded {
    let exercise = &workspace.exercises[0];
    let variant = match name {
        "solution" => Variant::solution(exercise),
        "shipped" => Variant::shipped(exercise).unwrap(),
        mistake => Variant::wrong(exercise, mistake),
    };
    let judged = tests.iter().map(|(name, kind, report)| Judged {
        name: (*name).into(),
        line: 1,
        verdict: if kind.is_some() { Verdict::Fails } else { Verdict::Holds },
        kind: kind.map(str::to_owned),
        summary: kind.unwrap_or("holds").to_owned(),
        report: (*report).into(),
        records: Vec::new(),
    });
    Graded { variant, outcome: Outcome::Judged(judged.collect()) }
}

fn claim(kind: &str, name: &str, tests: &[(&str, Option<&str>, &str)]) -> Vec<String> {
    let tree = Tree::new();
    tree.manifest(kind, if kind == "fix" { "from = \"m1\"\n" } else { "" });
    tree.write("solutions/a/one/wrong/right.rs", "//! Looks wrong.\n//@ passes: it is not\n");
    let workspace = tree.workspace();
    let graded = graded(&workspace, name, tests);
    let problems = claims::check(&workspace, &workspace.exercises[0], &[graded]);
    problems.iter().map(Problem::to_string).collect()
}

const LOST: (&str, Option<&str>, &str) = ("adds", Some("assertion"), "an increment\n  is lost");

#[test]
fn claim_the_solution_holds() {
    assert!(claim("implement", "solution", &[("adds", None, "")]).is_empty());
    let problems = claim("implement", "solution", &[("adds", Some("deadlock"), "")]);
    assert_eq!(
        problems,
        ["solutions/a/one/src/lib.rs:1: the solution does not hold: `adds` fails: deadlock"]
    );
    let problems = claim("implement", "solution", &[]);
    assert!(problems[0].ends_with("there is no test"), "{problems:?}");
}

#[test]
fn claim_a_wrong_version_fails_in_its_test_with_its_words() {
    assert!(claim("implement", "m1", &[LOST]).is_empty(), "also where the report wraps");
    let file = "solutions/a/one/wrong/m1.rs:2: test `adds`";
    let other_words = claim("implement", "m1", &[("adds", Some("deadlock"), "")]);
    assert_eq!(
        other_words,
        [format!("{file} fails without the words `an increment is lost`: deadlock")]
    );
    let other_test = claim("implement", "m1", &[("adds", None, ""), ("waits", LOST.1, LOST.2)]);
    assert_eq!(other_test, [format!("{file} holds: `waits` fails: assertion")]);
    let no_test = claim("implement", "m1", &[("waits", LOST.1, LOST.2)]);
    assert!(no_test[0].starts_with(&format!("{file} did not run")), "{no_test:?}");
}

#[test]
fn claim_a_version_that_passes_passes() {
    assert!(claim("implement", "right", &[("adds", None, "")]).is_empty());
    let problems = claim("implement", "right", &[LOST]);
    assert_eq!(
        problems,
        ["solutions/a/one/wrong/right.rs:1: it says `passes`: `adds` fails: assertion"]
    );
}

#[test]
fn claim_the_shipped_text_is_refused_for_what_it_is() {
    assert!(claim("implement", "shipped", &[("adds", Some("unfinished"), "")]).is_empty());
    assert!(claim("predict", "shipped", &[("adds", Some("no prediction"), "")]).is_empty());
    assert!(claim("fix", "shipped", &[LOST]).is_empty());
    for (kind, word) in [("implement", "unfinished"), ("predict", "no prediction")] {
        let problems = claim(kind, "shipped", &[LOST]);
        let start =
            format!("exercises/a/one/src/lib.rs:1: as shipped it must be refused as `{word}`");
        assert!(problems[0].starts_with(&start), "{problems:?}");
        assert!(!claim(kind, "shipped", &[("adds", None, "")]).is_empty(), "it may not hold");
    }
    assert!(!claim("fix", "shipped", &[("adds", None, "")]).is_empty());
}

#[test]
fn what_does_not_compile_is_named_by_its_first_line() {
    let tree = Tree::new();
    let workspace = tree.workspace();
    let mut graded = graded(&workspace, "solution", &[]);
    graded.outcome = Outcome::DoesNotCompile("error: no `x`\n  --> lib.rs".into());
    let problems = claims::check(&workspace, &workspace.exercises[0], &[graded]);
    assert!(problems[0].message.ends_with("it does not compile: error: no `x`"), "{problems:?}");
}
