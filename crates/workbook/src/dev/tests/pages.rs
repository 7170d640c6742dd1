//! A deliberate break of each rule about the summary, the pages and the folders.

use super::{Tree, begins};

const SUMMARY: &str = "book/src/SUMMARY.md";

#[test]
fn rule_pages_of_the_summary_exist() {
    let problem = Tree::broken(SUMMARY, "(a.md)\n", "(a.md)\n- [B](b.md)\n");
    assert_eq!(problem, "book/src/SUMMARY.md:2: the page `b.md` does not exist");
}

#[test]
fn rule_a_page_is_named_once() {
    let problem = Tree::broken(SUMMARY, "(a.md)\n", "(a.md)\n\n- [Again](a.md)\n");
    assert_eq!(problem, "book/src/SUMMARY.md:3: `a.md` is named twice (see book/src/SUMMARY.md:1)");
}

#[test]
fn rule_every_page_is_in_the_summary() {
    let tree = Tree::new();
    tree.write("book/src/part/b.md", "# B\n");
    begins(&tree.problem(), "book/src/part/b.md:1: a page that the summary does not name");
}

#[test]
fn rule_every_chapter_has_its_page() {
    for side in ["exercises", "solutions"] {
        let tree = Tree::new();
        std::fs::create_dir_all(tree.0.path().join(side).join("b")).unwrap();
        let problem = tree.problem();
        let expected = format!(
            "{side}/b:1: a chapter without its page: the summary names no `b.md` (see {SUMMARY}:1)"
        );
        assert_eq!(problem, expected);
    }
}

#[test]
fn rule_the_page_of_a_chapter_names_its_exercises() {
    let tree = Tree::new();
    tree.edit("book/src/a.md", "exercises/a/one", "");
    begins(&tree.problem(), "exercises/a/one/Cargo.toml:1: the page of its chapter does not name");
    assert!(tree.problem().ends_with("(see book/src/a.md:1)"), "{}", tree.problem());
    // By its card as well.
    tree.edit("book/src/a.md", "\n\n", "{{#exercise one}}\n\n");
    let unnamed = |problem: &String| problem.starts_with("exercises/a/one");
    assert!(!tree.problems().iter().any(unnamed), "{:#?}", tree.problems());
}

#[test]
fn rule_includes_resolve() {
    let problem = Tree::broken("book/src/a.md", "code.rs:f", "code.rs:g");
    begins(&problem, "book/src/a.md:3: ");
}
