//! A deliberate break of each rule.

use super::Tree;
use crate::dev::rules;

#[test]
fn a_tree_in_which_everything_agrees_has_no_problem() {
    assert_eq!(rules::check(&Tree::new().workspace()), []);
}

#[test]
fn crlf_line_ends_are_no_problem() {
    let tree = Tree::new();
    for path in [
        "exercises/a/one/src/lib.rs",
        "exercises/a/one/tests/model.rs",
        "solutions/a/one/src/lib.rs",
    ] {
        tree.edit(path, "\n", "\r\n");
    }
    assert_eq!(rules::check(&tree.workspace()), []);
}

#[test]
fn rule_three_hints() {
    let tree = Tree::new();
    tree.edit("exercises/a/one/Cargo.toml", "\"b\", ", "");
    assert!(
        tree.problem().starts_with("exercises/a/one/Cargo.toml:8: 2 hints"),
        "{}",
        tree.problem()
    );
}

#[test]
fn rule_minutes() {
    let tree = Tree::new();
    tree.edit("exercises/a/one/Cargo.toml", "minutes = 10\n", "");
    assert!(
        tree.problem().starts_with("exercises/a/one/Cargo.toml:4: no minutes"),
        "{}",
        tree.problem()
    );
}

#[test]
fn rule_difficulty() {
    let tree = Tree::new();
    tree.edit("exercises/a/one/Cargo.toml", "difficulty = 1", "difficulty = 5");
    assert!(tree.problem().starts_with("exercises/a/one/Cargo.toml:6: the difficulty"));
}

#[test]
fn rule_fingerprint_of_the_tests() {
    let tree = Tree::new();
    tree.edit("exercises/a/one/tests/model.rs", "{}", "{ }");
    let problem = tree.problem();
    assert!(
        problem.starts_with("exercises/a/one/Cargo.toml:9: not the fingerprint of"),
        "{problem}"
    );
}

#[test]
fn rule_the_tests_are_there() {
    let tree = Tree::new();
    tree.remove("exercises/a/one/tests/model.rs");
    let problems = rules::check(&tree.workspace());
    let missing = "exercises/a/one/tests/model.rs:1: the tests are missing";
    assert!(problems.iter().any(|problem| problem.to_string() == missing), "{problems:?}");
}

#[test]
fn rule_committed_text_is_the_generated_one() {
    let tree = Tree::new();
    tree.edit("exercises/a/one/src/lib.rs", "todo!(\"add one\")", "todo!(\"add two\")");
    let problem = tree.problem();
    assert!(
        problem.starts_with("exercises/a/one/src/lib.rs:2: differs from what `solutions/a/one"),
        "{problem}"
    );
}

#[test]
fn rule_hole_marks_are_well_formed() {
    let tree = Tree::new();
    tree.edit("solutions/a/one/src/lib.rs", "    // end hole\n", "");
    assert!(tree.problem().starts_with("solutions/a/one/src/lib.rs:2: the hole is not closed"));
}

#[test]
fn rule_every_exercise_has_a_solution() {
    let tree = Tree::new();
    tree.remove("solutions/a/one/src/lib.rs");
    assert!(tree.problem().starts_with("solutions/a/one/src/lib.rs:1: the text that is shipped"));
}

#[test]
fn rule_every_solution_has_an_exercise() {
    let tree = Tree::new();
    tree.write("solutions/b/two/Cargo.toml", "");
    assert!(tree.problem().starts_with("solutions/b/two/Cargo.toml:1: a solution without"));
}

#[test]
fn rule_four_wrong_versions() {
    let tree = Tree::new();
    tree.remove("solutions/a/one/wrong/m4.rs");
    assert!(
        tree.problem().starts_with("solutions/a/one/wrong:1: 3 wrong versions"),
        "{}",
        tree.problem()
    );
    // One that passes does not count as wrong.
    tree.write("solutions/a/one/wrong/m4.rs", "//! Looks wrong.\n//@ passes: the lock is held\n");
    assert!(tree.problem().contains("3 wrong versions"));
    // To predict, none is needed.
    tree.manifest("predict", "");
    assert_eq!(rules::check(&tree.workspace()), []);
}

#[test]
fn rule_headers_of_wrong_versions() {
    let tree = Tree::new();
    tree.edit("solutions/a/one/wrong/m1.rs", "//@ fails: adds:", "//@ fails: adds");
    let problems = rules::check(&tree.workspace());
    assert!(
        problems[0].to_string().starts_with("solutions/a/one/wrong/m1.rs:2: a claim reads"),
        "{problems:?}"
    );
}

#[test]
fn rule_headers_name_tests_that_exist() {
    let tree = Tree::new();
    tree.edit("solutions/a/one/wrong/m1.rs", "fails: adds:", "fails: add:");
    assert!(tree.problem().starts_with("solutions/a/one/wrong/m1.rs:2: no test `add` in"));
}

#[test]
fn rule_no_mistake_has_a_reserved_name() {
    let tree = Tree::new();
    let text = "//! Does nothing.\n//@ fails: adds: an increment is lost\n";
    tree.write("solutions/a/one/wrong/yours.rs", text);
    assert!(tree.problem().starts_with("solutions/a/one/wrong/yours.rs:1: `yours` is no name"));
}

#[test]
fn rule_a_fix_says_which_wrong_version_is_shipped() {
    let tree = Tree::new();
    tree.write("exercises/a/one/src/lib.rs", "fn f() {}\n");
    tree.manifest("fix", "from = \"m1\"\n");
    assert_eq!(rules::check(&tree.workspace()), []);
    tree.manifest("fix", "from = \"m9\"\n");
    let problems = rules::check(&tree.workspace());
    assert!(problems[0].message.contains("wrong/m9.rs` does not exist"), "{problems:?}");
    tree.manifest("implement", "from = \"m1\"\n");
    assert!(tree.problem().ends_with("only the kind `fix` has a `from`"));
}

#[test]
fn rule_includes_resolve() {
    let tree = Tree::new();
    tree.edit("book/src/a.md", "code.rs:f", "code.rs:g");
    assert!(tree.problem().starts_with("book/src/a.md:3: "), "{}", tree.problem());
}
