//! Recorded figures.

use super::Tree;
use crate::dev::bench::{check, record};
use crate::process::Stop;

const FILE: &str = "book/figures/a.json";

/// A tree with a bench, and one figure of it.
fn tree() -> Tree {
    let tree = Tree::new();
    tree.write("benches/a.rs", "group(\"push\"); measure(\"std\");");
    tree.write(
        FILE,
        "{\"schema\": 1, \"date\": \"2026-01-01\", \"rustc\": \"rustc 1\",\n\
         \"machine\": {\"cpu\": \"x\", \"cores\": 2, \"os\": \"linux\"}, \"figures\": [\n\
         {\"operation\": \"push\", \"name\": \"std\", \"threads\": 2, \"median\": 2.0, \"low\": 1.0, \"high\": 3.0}]}\n",
    );
    tree
}

fn problem(tree: &Tree) -> String {
    let problems = check(&tree.workspace());
    assert_eq!(problems.len(), 1, "{problems:#?}");
    problems[0].to_string()
}

#[test]
fn whole_figures_of_a_bench_are_no_problem() {
    assert_eq!(check(&tree().workspace()), []);
}

#[test]
fn figures_of_a_name_that_the_bench_does_not_have_are_a_problem() {
    let tree = tree();
    tree.edit("benches/a.rs", "\"std\"", "\"std_mutex\"");
    assert_eq!(
        problem(&tree),
        "book/figures/a.json:3: `benches/a.rs` measures no \"std\" any more: run `cargo workbook \
         dev bench a`"
    );
}

#[test]
fn figures_of_a_busy_machine_are_a_problem() {
    let tree = tree();
    tree.edit(FILE, "\"cores\": 2", "\"cores\": 2, \"busy\": 20");
    assert_eq!(check(&tree.workspace()), []);
    tree.edit(FILE, "\"busy\": 20", "\"busy\": 21");
    let says = "book/figures/a.json:2: recorded while others used 21 % of the processors: run";
    assert!(problem(&tree).starts_with(says));
}

#[test]
fn figures_without_a_bench_are_a_problem() {
    let tree = tree();
    tree.remove("benches/a.rs");
    assert!(problem(&tree).contains("`benches/a.rs` does not exist"));
}

#[test]
fn figures_that_are_not_whole_are_a_problem() {
    for (from, to, says) in [
        ("}]}", "}]", "no JSON (EOF"),
        ("\"schema\": 1", "\"schema\": 0", "1: not of schema 1"),
        ("\"date\": \"2026-01-01\"", "\"date\": \"\"", "date, rustc or machine is missing"),
        ("\"cores\": 2", "\"cores\": \"2\"", "date, rustc or machine is missing"),
        ("\"median\": 2.0", "\"median\": 4.0", "a figure is not whole"),
        ("\"threads\": 2", "\"threads\": 0", "a figure is not whole"),
        ("\"figures\"", "\"others\"", "it has no figures"),
    ] {
        let tree = tree();
        tree.edit(FILE, from, to);
        let problem = problem(&tree);
        assert!(problem.contains(says), "{problem}");
    }
}

#[test]
fn an_unknown_bench_is_named_with_those_that_there_are() {
    let error = record(&tree().workspace(), "b", &Stop::default()).unwrap_err().to_string();
    assert_eq!(error, "`benches/b.rs` does not exist: there are a");
}
