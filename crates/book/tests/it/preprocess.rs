//! `book preprocess` speaks mdBook's protocol.

use std::io::Write;
use std::process::{Output, Stdio};

use mdbook_driver::MDBook;

use crate::fixture::{Fixture, complaint};

/// What mdBook sends: the context and the book, with one page of this text.
fn sent(fixture: &Fixture, content: &str) -> String {
    let context = serde_json::json!({
        "root": fixture.path("book"),
        "config": { "book": { "title": "Fixture", "src": "src" } },
        "renderer": "html",
        "mdbook_version": "0.5.4",
    });
    let chapter = serde_json::json!({ "Chapter": {
        "name": "First",
        "content": content,
        "number": null,
        "sub_items": [],
        "path": "first.md",
        "source_path": "first.md",
        "parent_names": [],
    }});
    serde_json::json!([context, { "items": [chapter] }]).to_string()
}

fn preprocess(fixture: &Fixture, input: &str) -> Output {
    let mut child = fixture
        .book(&["preprocess"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn with_exercise() -> Fixture {
    let fixture = Fixture::new();
    fixture.write(
        "exercises/a/one/Cargo.toml",
        "[package.metadata.exercise]\nkind = \"fix\"\ndifficulty = 1\nminutes = 5\n",
    );
    fixture
}

#[test]
fn it_supports_html_and_says_so_by_its_status() {
    let fixture = Fixture::new();
    assert_eq!(fixture.run(&["preprocess", "supports", "html"]).status.code(), Some(0));
    assert_eq!(fixture.run(&["preprocess", "supports", "test"]).status.code(), Some(1));
}

#[test]
fn the_book_comes_back_with_its_directives_rendered_and_mdbooks_own_as_they_were() {
    let fixture = with_exercise();
    let text = "# First\n\n{{#exercise one}}\n\n{{#include ../../code/listing.rs:body}}\n";
    let output = preprocess(&fixture, &sent(&fixture, text));
    assert!(output.status.success(), "{output:?}");
    let book: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let content = book["items"][0]["Chapter"]["content"].as_str().unwrap();
    assert!(content.contains("cargo workbook check one"), "{content}");
    assert!(content.contains("{{#include ../../code/listing.rs:body}}"), "{content}");
    assert!(!content.contains("{{#exercise"), "{content}");
}

#[test]
fn a_wrong_directive_is_an_error_with_page_and_line() {
    let fixture = with_exercise();
    let message =
        complaint(&preprocess(&fixture, &sent(&fixture, "# First\n\n{{#exercise on}}\n")));
    assert!(
        message.contains("book/src/first.md:3: `{{#exercise on}}`: no exercise `on`: `one`?"),
        "{message}"
    );
}

#[test]
fn what_is_no_book_is_named() {
    let message = complaint(&preprocess(&Fixture::new(), "hello"));
    assert!(message.contains("standard input holds no book"), "{message}");
}

#[test]
fn a_build_renders_directives_in_its_own_process() {
    let fixture = with_exercise();
    // A command that would fail if anybody ran it.
    fixture.write(
        "book/book.toml",
        "[book]\ntitle = \"Fixture\"\n[build]\nbuild-dir = \"html\"\n\
         [preprocessor.workbook]\ncommand = \"no-such-command\"\nbefore = [\"links\"]\n",
    );
    fixture.write("book/src/first.md", "# First\n\n{{#exercise one}}\n");
    let output = fixture.run(&["build"]);
    assert!(output.status.success(), "{output:?}");
    let html = std::fs::read_to_string(fixture.path("book/html/first.html")).unwrap();
    assert!(html.contains("cargo workbook check one"), "{html}");

    fixture.write("book/src/first.md", "# First\n\n{{#exercise two}}\n");
    let message = complaint(&fixture.run(&["build"]));
    assert!(message.contains("book/src/first.md:3: `{{#exercise two}}`: no exercise"), "{message}");
}

#[test]
fn mdbook_runs_the_command_before_it_resolves_its_own_directives() {
    let fixture = with_exercise();
    fixture.write(
        "book/src/first.md",
        "# First\n\n{{#exercise one}}\n\n```rust\n{{#include ../../code/listing.rs:body}}\n```\n",
    );
    let command = format!("'{}' preprocess", env!("CARGO_BIN_EXE_book"));
    let config = format!(
        "[book]\ntitle = \"Fixture\"\n[build]\nbuild-dir = \"html\"\n\
         [preprocessor.workbook]\ncommand = \"{command}\"\nbefore = [\"links\"]\n"
    );
    // mdBook itself, as `mdbook build` runs it, not `book build`.
    let book = MDBook::load_with_config(fixture.path("book"), config.parse().unwrap()).unwrap();
    book.build().unwrap();
    let html = std::fs::read_to_string(fixture.path("book/html/first.html")).unwrap();
    assert!(html.contains("cargo workbook check one"), "{html}");
    assert!(html.contains("fn inside()") && !html.contains("{{#"), "{html}");
}
