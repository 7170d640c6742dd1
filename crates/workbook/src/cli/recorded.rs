//! Leaves what a check found where the served book looks for it: where `cargo test` leaves it, too.
//!
//! So the report page shows the last check, whoever made it.

use anyhow::Result;
use serde_json::{Value, json};

use workbook::exercise::Exercise;
use workbook::files;
use workbook::grade::{Graded, Judged, Outcome, Verdict};
use workbook::workspace::Workspace;

/// Version of the checker's records.
const SCHEMA: u32 = 1;

/// Replaces the records of the last check of `exercise`.
pub(crate) fn leave(workspace: &Workspace, exercise: &Exercise, graded: &Graded) -> Result<()> {
    let path = workspace.target.join("interleave").join(format!("{}.model.jsonl", exercise.slug));
    files::write(&path, &text(&graded.outcome))
}

fn text(outcome: &Outcome) -> String {
    let records = match outcome {
        Outcome::DoesNotCompile(errors) => vec![json!({
            "schema": SCHEMA,
            "verdict": "does not compile",
            "summary": "rustc refuses it",
            "report": errors,
        })],
        Outcome::Judged(tests) => tests.iter().flat_map(of_test).collect(),
    };
    records.iter().map(|record| format!("{record}\n")).collect()
}

/// The checker's records of a test; one of ours where the test fails and none of them says so.
fn of_test(test: &Judged) -> Vec<Value> {
    let mut records: Vec<_> = test.records.iter().map(|record| record.value.clone()).collect();
    if test.verdict == Verdict::Holds {
        return records;
    }
    match test.records.iter().position(|record| !record.holds) {
        // With what the failing execution printed.
        Some(failing) => records[failing]["report"] = test.report.as_str().into(),
        None => records.push(json!({
            "schema": SCHEMA,
            "test": test.name,
            "line": test.line,
            "verdict": "fails",
            "kind": test.kind,
            "summary": test.summary,
            "report": test.report,
        })),
    }
    records
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failing(records: Vec<workbook::grade::Record>) -> Judged {
        Judged {
            name: "adds".into(),
            line: 7,
            verdict: Verdict::Fails,
            kind: Some("abort".into()),
            summary: "killed".into(),
            report: "killed\n\nwhat it printed".into(),
            records,
        }
    }

    fn record(holds: bool) -> workbook::grade::Record {
        workbook::grade::Record {
            test: Some("adds".into()),
            holds,
            kind: None,
            summary: String::new(),
            report: String::new(),
            value: json!({"schema": 1, "test": "adds", "report": "the table", "steps": []}),
            most_threads: 2,
            second_opinion: None,
            survival: None,
        }
    }

    fn reports(outcome: &Outcome) -> Vec<String> {
        let text = text(outcome);
        let values = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        values.map(|value| value["report"].as_str().unwrap().to_owned()).collect()
    }

    #[test]
    fn a_test_that_died_without_a_record_leaves_one() {
        let outcome = Outcome::Judged(vec![failing(vec![record(true)])]);
        assert_eq!(reports(&outcome), ["the table", "killed\n\nwhat it printed"]);
    }

    #[test]
    fn a_failing_record_is_left_with_what_was_printed() {
        let outcome = Outcome::Judged(vec![failing(vec![record(false)])]);
        assert_eq!(reports(&outcome), ["killed\n\nwhat it printed"]);
        assert!(text(&outcome).contains("\"steps\":[]"));
    }

    #[test]
    fn what_rustc_says_is_left() {
        assert_eq!(reports(&Outcome::DoesNotCompile("error[E0308]".into())), ["error[E0308]"]);
    }
}
