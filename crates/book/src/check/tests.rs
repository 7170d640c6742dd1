//! A deliberate break of each rule of pages.

use super::*;

/// A small book in which nothing is wrong.
struct Tree(tempfile::TempDir);

impl Tree {
    fn new() -> Tree {
        let tree = Tree(tempfile::tempdir().unwrap());
        tree.write("book/book.toml", "[book]\ntitle = \"A\"\n[build]\nbuild-dir = \"html\"\n");
        tree.write("book/src/SUMMARY.md", "# Summary\n\n- [A](a.md)\n- [B](part/b.md)\n");
        tree.write(
            "book/src/a.md",
            "# A\n\nSee [below](#under-a) and [B](part/b.md#in-b).\n\n## Under A\n",
        );
        tree.write("book/src/part/b.md", "# B\n\nBack to [A](../a.md).\n\n## In B\n");
        tree
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn found(&self) -> Vec<String> {
        let found = check(&self.0.path().join("book")).unwrap();
        found.iter().map(Finding::to_string).collect()
    }

    /// What is found in a page `b.md` of this text.
    fn found_in(&self, text: &str) -> Vec<String> {
        self.write("book/src/part/b.md", &format!("# B\n\n## In B\n\n{text}\n"));
        self.found()
    }
}

#[test]
fn a_book_in_which_nothing_is_wrong() {
    assert_eq!(Tree::new().found(), [""; 0]);
}

#[test]
fn an_include_without_its_file_is_a_problem() {
    let found = Tree::new().found_in("{{#include gone.rs}}");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("book/src/part/b.md:5: failed to read `gone.rs`"), "{found:?}");
}

#[test]
fn a_directive_that_names_nothing_known_is_a_problem() {
    let found = Tree::new().found_in("{{#exercise nobody}}");
    assert_eq!(
        found,
        [
            "book/src/part/b.md:5: `{{#exercise nobody}}`: no exercise `nobody`: there is none at all"
        ]
    );
}

#[test]
fn four_lines_of_rust_of_a_pages_own_are_a_problem() {
    let tree = Tree::new();
    assert_eq!(tree.found_in("```rust\na;\nb;\nc;\n```"), [""; 0]);
    let found = tree.found_in("```rust,ignore\na;\nb;\nc;\nd;\n```");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("book/src/part/b.md:5: 4 lines of Rust"), "{found:?}");
    // What is included does not count, what stands beside it does.
    tree.write("book/src/part/b.rs", "1;\n2;\n3;\n4;\n5;\n");
    assert_eq!(tree.found_in("```rust\n{{#include b.rs}}\n```"), [""; 0]);
    assert_eq!(tree.found_in("```rust\n{{#include b.rs}}\na;\nb;\nc;\nd;\n```").len(), 1);
    assert_eq!(tree.found_in("```text\na\nb\nc\nd\n```"), [""; 0]);
    // Other names of the language are shown as Rust, too.
    for name in ["Rust", "rs", "RS,ignore"] {
        assert_eq!(tree.found_in(&format!("```{name}\na\nb\nc\nd\n```")).len(), 1, "{name}");
    }
}

#[test]
fn a_link_that_leads_nowhere_is_a_problem_with_the_nearest() {
    let tree = Tree::new();
    for (link, what) in [
        ("../aa.md", "`../aa.md` leads nowhere: `a.html`?"),
        ("../a.md#under-b", "`../a.md#under-b` leads to no heading: `under-a`?"),
        ("#in-c", "`#in-c` leads to no heading: `in-b`?"),
        ("../../../solutions/a.rs", "`../../../solutions/a.rs` leads out of the book"),
        ("/a.html", "`/a.html` leads out of the book"),
    ] {
        let found = tree.found_in(&format!("See [it]({link})."));
        assert_eq!(found.len(), 1, "{link}: {found:?}");
        assert!(found[0].starts_with(&format!("book/src/part/b.md:5: {what}")), "{found:?}");
    }
}

#[test]
fn a_link_in_html_leads_somewhere_too() {
    let tree = Tree::new();
    assert_eq!(tree.found_in("See <a href=\"../a.html#under-a\">it</a>."), [""; 0]);
    for html in [
        "See <a class=\"x\" href=\"../gone.html\">it</a>.",
        "<p>See\n<a href=\"../gone.html\">it</a></p>",
        "<img alt=\"\" src=\"../gone.html\">",
    ] {
        let found = tree.found_in(html);
        assert_eq!(found.len(), 1, "{html}: {found:?}");
        assert!(found[0].contains("`../gone.html` leads nowhere"), "{found:?}");
    }
}

#[test]
fn a_page_that_the_summary_does_not_name_is_no_place_to_link_to() {
    let tree = Tree::new();
    tree.write("book/src/draft.md", "# Draft\n");
    let found = tree.found_in("See [it](../draft.md).");
    assert!(found[0].contains("`../draft.md` leads nowhere"), "{found:?}");
}

#[test]
fn a_link_to_another_machine_is_listed() {
    let found = Tree::new().found_in("See [it](https://example.org/a#b).");
    assert_eq!(found, ["book/src/part/b.md:5: link: https://example.org/a#b"]);
}

#[test]
fn a_book_that_cannot_be_built_is_a_problem() {
    let found = Tree::new().found_in("<div>\n\nnever closed");
    assert!(found[0].starts_with("book/book.toml:1: mdBook is not content"), "{found:?}");
}

#[cfg(feature = "spelling")]
#[test]
fn a_misspelling_is_a_problem_unless_it_is_meant() {
    let tree = Tree::new();
    let found = tree.found_in("A *seperate* thread's `seperate` [lock](#in-b).\n\n    seperate\n");
    assert_eq!(
        found,
        [
            "book/src/part/b.md:5: `seperate` is a misspelling of `separate`; if it is meant, add it \
          to `book/words.txt`"
        ]
    );
    tree.write("book/words.txt", "# names\nSeperate # a surname\n");
    assert_eq!(tree.found(), [""; 0]);
}

#[cfg(feature = "spelling")]
#[test]
fn a_word_that_is_allowed_and_stands_nowhere_is_a_problem() {
    let tree = Tree::new();
    tree.write("book/words.txt", "# names\nseperate\n");
    assert_eq!(
        tree.found(),
        ["book/words.txt:2: no page needs `seperate` to be allowed: remove it"]
    );
}

#[test]
fn a_claim_without_a_link_is_listed_and_is_no_problem() {
    let tree = Tree::new();
    for claim in ["It loses 92 % of them.", "This was a bug in tokio.", "We measured it."] {
        let found = tree.found_in(&format!("It is so. {claim} Is it 3?"));
        assert_eq!(found, [format!("book/src/part/b.md:5: claim: {claim}")]);
    }
    for shown in [
        "It loses `92`.",
        "It loses [92](#in-b).",
        "It loses 92:\n\n```text\n92\n```",
        "| it |\n|---|\n| 92 |",
        "Thread T1 loses one.",
    ] {
        assert_eq!(tree.found_in(shown), [""; 0], "{shown}");
    }
}

#[test]
fn a_problem_is_a_json_object() {
    let tree = Tree::new();
    assert_eq!(tree.found_in("[Gone](#gone)").len(), 1);
    let found = check(&tree.0.path().join("book")).unwrap();
    let value: serde_json::Value = serde_json::from_str(&found[0].json()).unwrap();
    assert!(found[0].is_problem());
    assert_eq!(value["file"], "book/src/part/b.md");
    assert_eq!(value["line"], 5);
    assert!(value["message"].as_str().unwrap().starts_with("`#gone` leads to no heading"));
}
