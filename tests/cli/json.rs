//! `--json`: one object a line, with exactly the keys that `cargo workbook schema` describes.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::answer::{LOST_UPDATE, RIGHT, counter};
use super::copy::{Copy, Ran};

type Keys = BTreeMap<String, BTreeSet<String>>;

/// The keys of each type, as the page lists them.
fn described(page: &str) -> Keys {
    let mut keys = Keys::new();
    let mut of = None;
    for line in page.lines() {
        if let Some(heading) = line.strip_prefix("## `") {
            of = heading.strip_suffix('`');
        } else if let (Some(of), Some(rest)) = (of, line.strip_prefix("- `")) {
            let key = rest.split('`').next().unwrap();
            keys.entry(of.to_owned()).or_default().insert(key.to_owned());
        }
    }
    keys
}

/// The objects that a command printed, each of which the page describes.
fn objects(keys: &Keys, ran: &Ran) -> Vec<Value> {
    let objects: Vec<Value> = ran
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).expect("a line is JSON"))
        .collect();
    for object in &objects {
        assert_eq!(object["schema"], 1, "{object}");
        let of = object["type"].as_str().unwrap();
        let own = object.as_object().unwrap().keys();
        let own: BTreeSet<_> =
            own.filter(|key| *key != "schema" && *key != "type").cloned().collect();
        assert_eq!(Some(&own), keys.get(of), "{object}");
    }
    objects
}

#[test]
fn every_command_prints_what_the_schema_describes() {
    let copy = Copy::take();
    let keys = described(&copy.workbook(&["schema"]).stdout);
    assert!(keys.len() > 10, "{keys:?}");
    let said = |arguments: &[&str], status: i32, of: &str| {
        let ran = copy.workbook(&[arguments, &["--json"]].concat());
        assert_eq!(ran.status, Some(status), "{arguments:?}: {ran}");
        let objects = objects(&keys, &ran);
        assert!(objects.iter().any(|object| object["type"] == of), "{arguments:?}: {ran}");
        objects
    };
    said(&["list"], 0, "exercise");
    said(&["go", "counter"], 0, "exercise");
    said(&["previous"], 0, "exercise");
    said(&["next"], 0, "exercise");
    said(&["show"], 3, "error");
    said(&["diff"], 3, "error");
    assert_eq!(said(&["hint"], 0, "hint").len(), 1);
    assert_eq!(said(&["hint"], 0, "hint").len(), 2);
    copy.answer(&counter("", LOST_UPDATE));
    let verdict = said(&["check"], 1, "verdict");
    assert_eq!(verdict[0]["verdict"], "refused");
    let failed = verdict[0]["tests"].as_array().unwrap().iter().find(|test| test["holds"] == false);
    assert_eq!(failed.unwrap()["kind"], "assertion");
    said(&["show"], 0, "counterexample");
    copy.answer("fn x( {");
    assert!(said(&["check"], 1, "verdict")[0]["errors"].is_string());
    copy.answer(&counter("", RIGHT));
    said(&[], 0, "verdict");
    assert_eq!(said(&["diff"], 0, "diff")[0]["same"], false);
    let all = said(&["check", "--all"], 1, "summary");
    let verdicts = all.iter().filter(|object| object["type"] == "verdict").count();
    assert_eq!(verdicts, copy.exercises());
    said(&["reset", "--all"], 2, "error");
    said(&["reset", "counter"], 0, "reset");
    said(&["progress", "merge", Copy::ANSWER], 3, "error");
    said(&["update", "--from", "."], 3, "error");
    // What it finds depends on the machine.
    assert!(!objects(&keys, &copy.workbook(&["doctor", "--json"])).is_empty());
    said(&["explain", "deadlock"], 0, "word");
    said(&["explain"], 0, "word");
    said(&["schema"], 0, "schema");
    said(&["completions", "bash"], 0, "completions");
    copy.answer("// edited\n");
    said(&["dev", "check", "--only", "counter"], 1, "problem");
    assert_eq!(said(&["check", "countre"], 2, "error")[0]["status"], 2);
}

#[test]
fn what_an_answer_prints_is_no_escape_sequence_in_json() {
    let copy = Copy::take();
    copy.answer(&counter("", "panic!(\"\\x1b[31mred\\x1b]0;title\\x07\");"));
    let ran = copy.workbook(&["check", "counter", "--json"]);
    assert!(ran.stdout.contains("red"), "{ran}");
    assert!(!ran.stdout.contains("\\u001b") && !ran.stdout.contains("\\u0007"), "{ran}");
}
