use std::fs;

use serde_json::{Value, json};

use super::*;

const HOSTILE: &str =
    "</script></td></mark><img src=x onerror=\"alert(1)\">\u{1b}[31m\0\u{202e}'&#x3c;`b`";

/// The pages for these records.
fn shown(records: &[Value]) -> Vec<(String, Page)> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("counter.model.jsonl");
    let text: String = records.iter().map(|record| format!("{record}\n")).collect();
    fs::write(&file, text).unwrap();
    pages("locks", "counter", &Last::read(&file, folder.path()))
}

/// The page of the exercise.
fn main(records: &[Value]) -> String {
    let pages = shown(records);
    assert_eq!(pages[0].0, "/report/counter");
    pages.into_iter().next().unwrap().1.main
}

fn failing(test: &str, line: u32) -> Value {
    json!({
        "schema": 1, "test": test, "line": line, "verdict": "fails", "kind": "assertion",
        "summary": "ASSERTION FAILED in main", "report": "the report", "replay": "10a8",
        "circumstances": "4 executions tried", "explanation": ["main panicked"],
        "threads": ["main", "T1"],
        "sources": {"a/src/lib.rs": "one\ntwo\nthree"},
        "steps": [
            {"step": "1", "thread": "main", "text": "lock value", "file": "a/src/lib.rs", "line": 2,
             "function": "Counter::add", "source": "two",
             "situation": [{"thread": "main", "holds": ["holds `value`"], "waits": null},
                           {"thread": "T1", "holds": [], "waits": "waits for `value`, held by main"}]},
            {"step": "2", "thread": "main", "text": "panics", "file": "a/src/lib.rs", "line": 3},
        ],
    })
}

#[test]
fn a_failure_has_a_row_for_each_step_with_its_place_and_who_waits() {
    let page = main(&[failing("adds", 9)]);
    let row = "<tr id=\"step-1\" data-step=\"1\" data-file=\"0\" data-line=\"2\"><th scope=\"row\">\
               <a href=\"/report/counter#step-1\">1</a></th>";
    assert!(page.contains(row), "{page}");
    let situation = "<ul><li>main holds <code>value</code></li>\
                     <li>T1 waits for <code>value</code>, held by main</li></ul>";
    assert!(page.contains(situation), "{page}");
    assert!(page.contains("<span data-line=\"2\">two</span>"), "{page}");
    assert!(page.contains("<mark data-line=\"3\">three</mark>"), "it breaks there: {page}");
    assert!(page.contains("INTERLEAVE_REPLAY=10a8 cargo test -p counter adds"), "{page}");
    assert!(page.contains("<svg role=\"img\""), "{page}");
}

#[test]
fn each_test_that_fails_has_a_page_and_the_first_is_that_of_the_exercise() {
    let holds =
        json!({"schema": 1, "test": "holds", "line": 1, "verdict": "holds", "summary": "holds"});
    let pages = shown(&[failing("later", 30), failing("first", 20), holds]);
    let paths: Vec<_> = pages.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(paths, ["/report/counter", "/report/counter/first", "/report/counter/later"]);
    assert!(pages[0].1.main.contains("In the test <code>first</code>"), "{}", pages[0].1.main);
    assert!(pages[0].1.main.contains("<a href=\"/report/counter/later\">"), "{}", pages[0].1.main);
    assert!(pages[0].1.main.contains("✓ <code>holds</code>"), "{}", pages[0].1.main);
}

#[test]
fn without_a_failure_it_says_what_there_is_and_what_to_run() {
    let none = pages("locks", "counter", &Last::Never).remove(0).1.main;
    let holds =
        main(&[json!({"schema": 1, "test": "a", "verdict": "holds", "summary": "4 executions"})]);
    let broken = main(&[json!({"schema": 9})]);
    for (page, says) in [
        (none, "No check of it is recorded yet"),
        (holds, "The last check passed"),
        (broken, "cannot be read: line 1: it has schema 9"),
    ] {
        assert!(page.contains(says) && page.contains("cargo workbook check counter"), "{page}");
    }
}

#[test]
fn a_failure_without_steps_shows_what_the_terminal_shows() {
    let page = main(&[json!({
        "schema": 1, "verdict": "does not compile", "summary": "rustc refuses it", "report": "error[E0308]",
    })]);
    assert!(page.contains("<pre id=\"terminal\" tabindex=\"0\">error[E0308]</pre>"), "{page}");
}

#[test]
fn nothing_that_a_record_holds_becomes_markup() {
    let mut record = failing(HOSTILE, 1);
    for key in ["summary", "report", "circumstances", "replay", "verdict"] {
        record[key] = HOSTILE.into();
    }
    for key in ["details", "explanation", "threads"] {
        record[key] = json!([HOSTILE]);
    }
    record["sources"] = json!({ HOSTILE: format!("{HOSTILE}\n{HOSTILE}") });
    let stands = json!([{"thread": HOSTILE, "holds": [HOSTILE], "waits": HOSTILE}]);
    record["steps"] = json!([{
        "step": HOSTILE, "thread": HOSTILE, "text": HOSTILE, "file": HOSTILE, "line": 1,
        "function": HOSTILE, "source": HOSTILE, "situation": stands,
    }]);
    for (path, page) in shown(&[record.clone()]) {
        assert!(path.starts_with("/report/counter"), "{path}");
        for text in [&page.title, &page.main] {
            for never in ["<img", "</script", "</mark><", "\u{1b}", "\0", "\u{202e}", "&#x3c;"] {
                assert!(!text.contains(never), "{never:?} is in {text}");
            }
        }
        assert!(page.main.contains("&lt;img"), "it is shown as text: {}", page.main);
        let quoted = page.main.split('"').skip(1).step_by(2);
        assert!(quoted.clone().all(|value| !value.contains('<')), "a value stays in its quotes");
    }
}

#[test]
fn a_record_of_any_size_makes_a_page_that_says_what_is_left_out() {
    let mut record = failing("adds", 1);
    record["summary"] = "x".repeat(1_000_000).into();
    record["report"] = "y".repeat(1_000_000).into();
    let step = record["steps"][1].clone();
    record["steps"] = vec![step; 5_000].into();
    let page = main(&[record]);
    assert!(page.len() < 3_000_000, "{}", page.len());
    assert!(page.contains("(cut: it has 1000000 characters)"));
    assert!(page.contains("The first 4000 steps are left out"));
    assert_eq!(page.matches("data-step=").count(), 1_000);
}

#[test]
fn a_step_of_a_thread_that_is_not_known_is_left_out_and_counted() {
    let mut record = failing("adds", 1);
    record["steps"][0]["thread"] = "nobody".into();
    let page = main(&[record]);
    assert!(page.contains("1 steps belong to none of the first 64 threads"), "{page}");
}
