//! Recorded sets of outcomes.

use serde_json::json;

use super::Tree;
use crate::dev::outcomes::{Sets, compare};

const RECORD: &str = "book/traces/outcomes/race.json";

/// A tree with one listing, and what it returns.
fn tree() -> (Tree, Sets) {
    let tree = Tree::new();
    let set = json!({ "outcomes": [{ "outcome": "1", "steps": [1] }, { "outcome": "2" }] });
    tree.write("book/listings/src/lib.rs", "");
    tree.write("book/listings/src/race.rs", "");
    tree.write(RECORD, &set.to_string());
    (tree, Sets::from([("race".to_owned(), set)]))
}

fn problem(tree: &Tree, sets: &Sets) -> String {
    let problems = compare(&tree.workspace(), sets);
    assert_eq!(problems.len(), 1, "{problems:#?}");
    problems[0].to_string()
}

#[test]
fn a_recorded_set_that_is_computed_again_is_no_problem() {
    let (tree, sets) = tree();
    assert_eq!(compare(&tree.workspace(), &sets), []);
}

#[test]
fn a_recorded_set_that_differs_is_named_with_both_sets() {
    let (tree, sets) = tree();
    tree.edit(RECORD, "\"2\"", "\"3\"");
    assert_eq!(
        problem(&tree, &sets),
        "book/traces/outcomes/race.json:1: it says {1, 3}, and `book/listings/src/race.rs` can \
         return {1, 2}: run `cargo workbook dev sync`"
    );
    tree.edit(RECORD, "{", "[");
    assert!(problem(&tree, &sets).contains("it says nothing, and"));
}

#[test]
fn a_recorded_execution_that_differs_is_a_problem() {
    let (tree, sets) = tree();
    tree.edit(RECORD, "[1]", "[2]");
    assert!(problem(&tree, &sets).contains("its executions are not those of"));
}

#[test]
fn a_listing_that_is_not_run_is_a_problem() {
    let (tree, sets) = tree();
    tree.write("book/listings/src/other.rs", "");
    let problem = problem(&tree, &sets);
    assert!(problem.starts_with("book/listings/src/other.rs:1: "), "{problem}");
    assert!(problem.contains("does not run this listing"), "{problem}");
}

#[test]
fn a_recorded_set_without_a_listing_is_a_problem() {
    let (tree, sets) = tree();
    tree.write("book/traces/outcomes/gone.json", "{}");
    let problem = problem(&tree, &sets);
    assert!(problem.starts_with("book/traces/outcomes/gone.json:1: "), "{problem}");
    assert!(problem.contains("runs no listing of this name"), "{problem}");
}
