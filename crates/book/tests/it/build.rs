//! `book build` builds a whole book or none.

use std::fs;

use crate::fixture::{Fixture, complaint};

#[test]
fn the_pages_are_built_with_their_listings() {
    let fixture = Fixture::new();
    let output = fixture.run(&["build"]);
    assert!(output.status.success(), "{output:?}");
    assert!(output.stdout.is_empty(), "{output:?}");

    let second = fs::read_to_string(fixture.path("book/html/second.html")).unwrap();
    assert!(second.contains("fn inside()"), "{second}");
    assert!(!second.contains("fn outside()") && !second.contains("ANCHOR"), "{second}");
    assert!(!second.contains("/__book/"), "what is only for a served page is in the file");
    assert!(fixture.path("book/html/index.html").exists());
}

#[test]
fn it_builds_from_any_folder_below_into_any_folder() {
    let fixture = Fixture::new();
    let output = fixture
        .book(&["build", "--dest", "out ä"])
        .current_dir(fixture.path("code"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    assert!(fixture.path("code/out ä/first.html").exists());
    assert!(!fixture.path("book/html").exists());
}

#[test]
fn a_second_build_replaces_the_first() {
    let fixture = Fixture::new();
    assert!(fixture.run(&["build"]).status.success());
    fixture.write("book/src/SUMMARY.md", "# Summary\n\n[First](first.md)\n");
    assert!(fixture.run(&["build"]).status.success());
    assert!(!fixture.path("book/html/second.html").exists());
}

#[test]
fn a_folder_with_anything_else_in_it_is_not_emptied() {
    let fixture = Fixture::new();
    fixture.write("precious/letter.txt", "dear");
    let message = complaint(&fixture.run(&["build", "--dest", "precious"]));
    assert!(message.contains("refused to build into"), "{message}");
    assert!(message.contains("--dest <folder>"), "{message}");
    assert_eq!(fs::read_to_string(fixture.path("precious/letter.txt")).unwrap(), "dear");
}

#[test]
fn an_include_that_does_not_resolve_is_an_error_with_its_line() {
    let fixture = Fixture::new();
    fixture.write(
        "book/src/first.md",
        "# First\n\n{{#include ../../code/listing.rs:gone}}\n\n{{#include gone.rs}}\n",
    );
    let message = complaint(&fixture.run(&["build"]));
    assert!(
        message.contains("book/src/first.md:3: `../../code/listing.rs` has no `ANCHOR: gone`"),
        "{message}"
    );
    assert!(message.contains("book/src/first.md:5: failed to read `gone.rs`"), "{message}");
    assert!(!fixture.path("book/html").exists());
}

#[test]
fn what_mdbook_only_logs_is_an_error_too() {
    let fixture = Fixture::new();
    fixture.write("book/src/first.md", "# First\n\n<div>\n\nnever closed\n");
    let message = complaint(&fixture.run(&["build"]));
    assert!(message.contains("first.md") && message.contains("div"), "{message}");
}

#[test]
fn a_page_that_the_summary_names_must_be_there() {
    let fixture = Fixture::new();
    fs::remove_file(fixture.path("book/src/first.md")).unwrap();
    let message = complaint(&fixture.run(&["build"]));
    assert!(message.contains("first.md"), "{message}");
    assert!(!fixture.path("book/src/first.md").exists(), "it was made up");
}

#[test]
fn without_a_book_it_says_where_it_looked() {
    let folder = tempfile::tempdir().unwrap();
    let fixture = Fixture::new();
    let output = fixture.book(&["build"]).current_dir(folder.path()).output().unwrap();
    let message = complaint(&output);
    assert!(message.contains("found no `book/book.toml`"), "{message}");
}

#[test]
fn a_wrong_command_line_has_a_status_of_its_own() {
    let output = Fixture::new().run(&["serve", "--port", "many"]);
    assert_eq!(output.status.code(), Some(2), "{output:?}");
}
