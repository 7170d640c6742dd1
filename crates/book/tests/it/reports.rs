//! A served book shows what the reader has done.

use serde_json::{Value, json};

use crate::fixture::Fixture;
use crate::server::Server;

const RECORDS: &str = "target/interleave/one.model.jsonl";

/// A book with one exercise, and its card on the first page.
fn with_exercise() -> Fixture {
    let fixture = Fixture::new();
    let manifest = "[package.metadata.exercise]\nkind = \"fix\"\ndifficulty = 1\nminutes = 5\n";
    fixture.write("exercises/second/one/Cargo.toml", manifest);
    fixture.write("book/src/first.md", "# First\n\nThe first page.\n\n{{#exercise one}}\n");
    fixture
}

fn record(changed: Value) -> String {
    let mut record = json!({
        "schema": 1, "test": "adds", "line": 3, "verdict": "fails", "summary": "LOST", "report": "a table",
        "threads": ["main"], "sources": {"src/lib.rs": "fn f() {}"},
        "steps": [{"step": "1", "thread": "main", "text": "panics", "file": "src/lib.rs", "line": 1}],
    });
    for (key, value) in changed.as_object().unwrap() {
        record[key] = value.clone();
    }
    format!("{record}\n")
}

#[test]
fn a_card_leads_to_the_last_check_in_a_served_book_alone() {
    let fixture = with_exercise();
    let server = Server::start(&fixture);
    assert!(server.get("/first.html").contains("<a href=\"/report/one\">"));
    let answer = server.get("/report/one");
    assert!(answer.starts_with("HTTP/1.1 200 ") && answer.contains("No check of it"), "{answer}");
    assert!(server.get("/report/two").starts_with("HTTP/1.1 404 "));

    assert!(fixture.run(&["build"]).status.success());
    let built = std::fs::read_to_string(fixture.path("book/html/first.html")).unwrap();
    assert!(!built.contains("/report/"), "{built}");
}

#[test]
fn a_check_is_announced_and_shown_and_no_page_of_the_book_reloads() {
    let fixture = with_exercise();
    let server = Server::start(&fixture);
    let mut events = server.events();
    let book = events.next();
    let mut last = events.next_answers();
    for (record, shown) in [
        (record(json!({})), "id=\"step-1\" data-step=\"1\""),
        (record(json!({"summary": "</h1><img src=x>"})), "&lt;/h1&gt;&lt;img"),
        (record(json!({"verdict": "holds"})), "The last check passed"),
        ("{\"schema\": 2}\n".to_owned(), "it has schema 2"),
        ("{\"schema\":1,\"summary\":\"\\ud800\"}\n".to_owned(), "cannot be read: line 1"),
        ("[".repeat(1_000_000) + "\n", "cannot be read: line 1"),
        (" ".repeat(17_000_000), "more than 16 MB"),
    ] {
        fixture.write(RECORDS, &record);
        let new = events.next_answers();
        assert_ne!(new, last);
        let answer = server.get("/report/one");
        assert!(answer.contains(shown) && !answer.contains("<img"), "{shown}: {answer}");
        assert!(answer.contains(&format!("data-answers=\"{new}\"")), "{answer}");
        last = new;
    }
    assert_eq!(server.events().next(), book, "a check is no other edition of the book");
}

#[cfg(unix)]
#[test]
fn a_record_that_is_no_file_is_not_opened() {
    let fixture = with_exercise();
    std::fs::create_dir_all(fixture.path("target/interleave")).unwrap();
    std::os::unix::fs::symlink("/dev/zero", fixture.path(RECORDS)).unwrap();
    let server = Server::start(&fixture);
    let answer = server.get("/report/one");
    assert!(answer.contains("cannot be read: it is no plain file"), "{answer}");
}

#[test]
fn a_report_is_served_while_the_book_is_broken() {
    let fixture = with_exercise();
    fixture.write(RECORDS, &record(json!({})));
    fixture.write("book/src/first.md", "{{#include gone.rs}}\n");
    let server = Server::start(&fixture);
    let answer = server.get("/report/one");
    assert!(answer.starts_with("HTTP/1.1 200 ") && answer.contains("one: LOST"), "{answer}");
}

#[test]
fn what_is_solved_is_announced_and_served() {
    let fixture = with_exercise();
    let server = Server::start(&fixture);
    let mut events = server.events();
    let before = events.next_answers();
    let solved = |server: &Server| {
        let answer = server.get("/__book/solved.json");
        assert!(answer.contains("content-type: application/json\r\n"), "{answer}");
        let (_, body) = answer.split_once("\r\n\r\n").unwrap();
        serde_json::from_str::<Value>(body).unwrap()
    };
    let none = json!({"solved": [], "chapters": {"second": {"solved": 0, "of": 1}}});
    assert_eq!(solved(&server), none);
    fixture.write(".workbook/progress.txt", "solved one crc32:1\n");
    assert_ne!(events.next_answers(), before);
    let one = json!({"solved": ["one"], "chapters": {"second": {"solved": 1, "of": 1}}});
    assert_eq!(solved(&server), one);
}

#[test]
fn a_page_runs_its_own_scripts_alone() {
    let fixture = with_exercise();
    let server = Server::start(&fixture);
    for path in ["/", "/first.html", "/print.html", "/404.html", "/report/one"] {
        let answer = server.get(path);
        let policy = answer.lines().find(|line| line.starts_with("content-security-policy: "));
        let policy = policy.unwrap_or_else(|| panic!("{path}: {answer}"));
        let scripts = policy.split("; ").find(|part| part.starts_with("script-src ")).unwrap();
        assert!(scripts.starts_with("script-src 'self' 'sha256-"), "{policy}");
        assert!(!scripts.contains("unsafe"), "{policy}");
        // Each script in the page is named, and what is added when it is served is a file.
        let (_, body) = answer.split_once("\r\n\r\n").unwrap();
        let inline = body.matches("<script>").count();
        assert_eq!(scripts.matches("'sha256-").count(), inline, "{path}: {policy}");
        for header in [
            "x-content-type-options: nosniff",
            "referrer-policy: no-referrer",
            "cross-origin-resource-policy: same-origin",
            "cross-origin-opener-policy: same-origin",
        ] {
            assert!(answer.contains(header), "{path}: {header}");
        }
    }
    let script = server.get("/__book/report.js");
    assert!(script.contains("content-security-policy: default-src 'none'"), "{script}");
}
