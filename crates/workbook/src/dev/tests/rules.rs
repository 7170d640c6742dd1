//! A deliberate break of each rule.

use super::{Tree, begins, checked};

#[test]
fn a_tree_in_which_everything_agrees_has_no_problem() {
    assert!(Tree::new().problems().is_empty(), "{:#?}", Tree::new().problems());
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
    assert!(tree.problems().is_empty(), "{:#?}", tree.problems());
}

#[test]
fn rule_fingerprint_of_the_tests() {
    let problem = Tree::broken("exercises/a/one/tests/model.rs", "{}", "{ }");
    begins(&problem, "exercises/a/one/Cargo.toml:13: not the fingerprint of");
    assert!(problem.ends_with("(see exercises/a/one/tests/model.rs:1)"), "{problem}");
}

#[test]
fn rule_the_tests_are_there() {
    let tree = Tree::new();
    tree.remove("exercises/a/one/tests/model.rs");
    let problems = tree.problems();
    let missing = "exercises/a/one/tests/model.rs:1: the tests are missing";
    assert!(problems.iter().any(|problem| problem == missing), "{problems:?}");
}

#[test]
fn rule_committed_text_is_the_generated_one() {
    let tree = Tree::new();
    tree.edit("exercises/a/one/src/lib.rs", "todo!(\"add one\")", "todo!(\"add two\")");
    let problem = tree.problem();
    begins(&problem, "exercises/a/one/src/lib.rs:2: differs from what is shipped");
    assert!(problem.ends_with("(see solutions/a/one/src/lib.rs:1)"), "{problem}");
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
    tree.package("solutions/a/two", "two_solution", super::LIB, super::LINTS);
    begins(&tree.problem(), "solutions/a/two/Cargo.toml:1: a solution without");
}

#[test]
fn rule_every_exercise_has_a_package_of_its_solution() {
    let tree = Tree::new();
    tree.remove("solutions/a/one/Cargo.toml");
    begins(&tree.problem(), "solutions/a/one/Cargo.toml:1: cannot be read");
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
    assert!(tree.problems().is_empty(), "{:#?}", tree.problems());
}

#[test]
fn rule_headers_of_wrong_versions() {
    let tree = Tree::new();
    tree.edit("solutions/a/one/wrong/m1.rs", "//@ fails: adds:", "//@ fails: adds");
    let problems = tree.problems();
    assert!(
        problems[0].starts_with("solutions/a/one/wrong/m1.rs:2: a claim reads"),
        "{problems:?}"
    );
}

#[test]
fn rule_headers_name_tests_that_exist() {
    let tree = Tree::new();
    tree.edit("solutions/a/one/wrong/m1.rs", "fails: adds:", "fails: add:");
    assert!(tree.problem().starts_with("solutions/a/one/wrong/m1.rs:2: no test has the name `add` (see exercises/a/one/tests/model.rs:1)"));
}

#[test]
fn rule_no_mistake_has_a_reserved_name() {
    let tree = Tree::new();
    let text = "//! Does nothing.\n//@ fails: adds: nothing is added\n";
    tree.write("solutions/a/one/wrong/yours.rs", text);
    assert!(tree.problem().starts_with("solutions/a/one/wrong/yours.rs:1: `yours` is no name"));
}

#[test]
fn rule_a_fix_says_which_wrong_version_is_shipped() {
    let tree = Tree::new();
    tree.write("exercises/a/one/src/lib.rs", "fn f() {}\n");
    tree.manifest("fix", "from = \"m1\"\n");
    assert!(tree.problems().is_empty(), "{:#?}", tree.problems());
    tree.manifest("fix", "from = \"m9\"\n");
    let problems = tree.problems();
    assert!(problems[0].contains("wrong/m9.rs` does not exist"), "{problems:?}");
    tree.manifest("implement", "from = \"m1\"\n");
    assert!(tree.problem().ends_with("the kind `implement` has no `from`"));
}

#[test]
fn rule_no_two_wrong_versions_have_the_same_test_and_words() {
    let problem = Tree::broken("solutions/a/one/wrong/m3.rs", "adds: m3", "adds:  m2");
    begins(
        &problem,
        "solutions/a/one/wrong/m3.rs:2: another version fails `adds` with the words `m2`",
    );
    assert!(problem.ends_with("(see solutions/a/one/wrong/m2.rs:2)"), "{problem}");
}

#[test]
fn rule_beside_wrong_versions_lies_nothing_else() {
    let tree = Tree::new();
    tree.write("solutions/a/one/wrong/m5.txt", "notes");
    begins(&tree.problem(), "solutions/a/one/wrong/m5.txt:1: no wrong version");
}

#[test]
fn rule_names_are_snake_case_without_numbers() {
    let tree = Tree::new();
    let text = "//! Does nothing.\n//@ fails: adds: nothing is added\n";
    tree.write("solutions/a/one/wrong/mistake-2.rs", text);
    begins(&tree.problem(), "solutions/a/one/wrong/mistake-2.rs:1: the name `mistake-2` is not in");

    let tree = Tree::new();
    std::fs::create_dir_all(tree.0.path().join("exercises/02_b")).unwrap();
    let problems = tree.problems();
    begins(&problems[0], "exercises/02_b:1: the name of a chapter has a number");
}

#[test]
fn with_only_the_rules_of_that_exercise_are_checked() {
    let tree = Tree::new();
    tree.edit("book/src/a.md", "code.rs:f", "code.rs:g");
    assert_eq!(checked::check(&tree.workspace(), Some("one")), []);
    tree.edit("exercises/a/one/Cargo.toml", "minutes = 10\n", "");
    assert_eq!(checked::check(&tree.workspace(), Some("one")).len(), 1);
    assert_eq!(checked::check(&tree.workspace(), Some("two")), []);
}
