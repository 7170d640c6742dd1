//! A served page shows each change, and what is wrong with the sources.

use crate::fixture::Fixture;
use crate::server::{Server, edition};

#[test]
fn a_change_of_a_page_or_of_a_listing_is_announced_and_served() {
    let fixture = Fixture::new();
    let server = Server::start(&fixture);
    let mut events = server.events();
    let mut last = events.next();
    assert_eq!(edition(&server.get("/")), last);

    for (file, text, page) in [
        ("book/src/first.md", "# First\n\nA better page.\n", "/first.html"),
        (
            "code/listing.rs",
            "// ANCHOR: body\nfn better() {}\n// ANCHOR_END: body\n",
            "/second.html",
        ),
        ("book/book.toml", "[book]\ntitle = \"A better title\"\n", "/"),
    ] {
        fixture.write(file, text);
        let new = events.next();
        assert_ne!(new, last, "{file}");
        let answer = server.get(page);
        assert!(answer.contains("better"), "{file}: {answer}");
        assert_eq!(edition(&answer), new, "{file}");
        last = new;
    }
}

#[test]
fn a_broken_book_leaves_the_last_good_one_and_says_why() {
    let fixture = Fixture::new();
    let server = Server::start(&fixture);
    let mut events = server.events();
    let good = events.next();

    fixture.write("book/src/first.md", "# First\n\n{{#include <gone>}}\n");
    assert_ne!(events.next(), good);
    let answer = server.get("/first.html");
    assert!(answer.contains("The first page."), "{answer}");
    assert!(answer.contains("book/src/first.md:3: failed to read `&lt;gone&gt;`"), "{answer}");

    fixture.write("book/src/first.md", "# First\n\nThe first page.\n");
    assert_eq!(events.next(), good, "the same book has the same id");
    assert!(!server.get("/first.html").contains("book-problem"));
}

#[test]
fn a_book_that_is_broken_from_the_start_is_served_when_it_is_mended() {
    let fixture = Fixture::new();
    fixture.write("book/src/first.md", "# First\n\n{{#include ../new/runs/run.txt}}\n");
    let server = Server::start(&fixture);
    let mut events = server.events();
    events.next();
    let answer = server.get("/second.html");
    assert!(answer.starts_with("HTTP/1.1 500 ") && answer.contains("first.md:3"), "{answer}");

    // In a folder that is as new as the file.
    fixture.write("book/new/runs/run.txt", "a run");
    let id = events.next();
    let answer = server.get("/second.html");
    assert!(answer.starts_with("HTTP/1.1 200 ") && answer.contains("fn inside"), "{answer}");
    assert_eq!(edition(&answer), id);
}

#[test]
fn a_change_of_what_a_directive_shows_is_announced_and_served() {
    let fixture = Fixture::new();
    let manifest = |minutes: u32| {
        format!(
            "[package.metadata.exercise]\nkind = \"fix\"\ndifficulty = 1\nminutes = {minutes}\n"
        )
    };
    fixture.write("exercises/a/one/Cargo.toml", &manifest(5));
    fixture.write("book/src/first.md", "# First\n\n{{#exercise one}}\n");
    let server = Server::start(&fixture);
    let mut events = server.events();
    let before = events.next();
    fixture.write("exercises/a/one/Cargo.toml", &manifest(45));
    assert_ne!(events.next(), before);
    let answer = server.get("/first.html");
    assert!(answer.contains("45 minutes"), "{answer}");
}
