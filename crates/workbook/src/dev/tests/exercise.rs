//! A deliberate break of each rule about what the manifest of an exercise says of it.

use super::{Tree, begins};

const MANIFEST: &str = "exercises/a/one/Cargo.toml";

#[test]
fn rule_three_hints() {
    let problem = Tree::broken(MANIFEST, "\"think about it\", ", "");
    begins(&problem, "exercises/a/one/Cargo.toml:11: 2 hints");
    let problem = Tree::broken(MANIFEST, "think about it", " ");
    begins(&problem, "exercises/a/one/Cargo.toml:11: 2 hints");
}

#[test]
fn rule_hints_do_not_repeat_each_other() {
    let problem = Tree::broken(MANIFEST, "\"write `x`\"", "\n\"Think  about it.\"");
    let expected = "exercises/a/one/Cargo.toml:12: hint 3 repeats hint 2: say more \
                    (see exercises/a/one/Cargo.toml:11)";
    assert_eq!(problem, expected);
}

#[test]
fn rule_minutes() {
    let problem = Tree::broken(MANIFEST, "minutes = 10\n", "");
    begins(&problem, "exercises/a/one/Cargo.toml:7: no minutes");
}

#[test]
fn rule_difficulty() {
    let problem = Tree::broken(MANIFEST, "difficulty = 1", "difficulty = 5");
    begins(&problem, "exercises/a/one/Cargo.toml:9: the difficulty");
}

#[test]
fn rule_it_is_said_which_version_locks_too_much() {
    let line = "over_locked = \"none: it has no lock\"\n";
    let problem = Tree::broken(MANIFEST, line, "");
    begins(&problem, "exercises/a/one/Cargo.toml:7: no `over_locked");
    for value in ["m9", "none", "none: "] {
        let problem = Tree::broken(MANIFEST, line, &format!("over_locked = \"{value}\"\n"));
        begins(
            &problem,
            &format!("exercises/a/one/Cargo.toml:12: `solutions/a/one/wrong/{value}.rs`"),
        );
    }
    let tree = Tree::new();
    tree.edit(MANIFEST, line, "over_locked = \"m1\"\n");
    assert!(tree.problems().is_empty(), "{:#?}", tree.problems());
    // To predict, nothing is locked.
    tree.manifest("predict", "");
    tree.edit(MANIFEST, line, "");
    assert!(tree.problems().is_empty(), "{:#?}", tree.problems());
}

#[test]
fn rule_that_loom_judges_nothing_has_a_reason() {
    let problem = Tree::broken(MANIFEST, "minutes = 10\n", "minutes = 10\nloom = \"no\"\n");
    begins(&problem, "exercises/a/one/Cargo.toml:11: `loom` reads");
}
