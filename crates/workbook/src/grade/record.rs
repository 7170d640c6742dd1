//! What the checker writes about each model: one JSON object a line.

use serde_json::Value;

use crate::text::plain;

/// One finished model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The test that ran it, if the checker could tell.
    pub test: Option<String>,
    /// Whether it holds in every interleaving.
    pub holds: bool,
    /// The kind of failure: `deadlock`, `unfinished`, `endless loop` …
    pub kind: Option<String>,
    /// The verdict in one line.
    pub summary: String,
    /// The report as the checker printed it.
    pub report: String,
    /// All that the checker wrote.
    pub value: Value,
    /// Threads of the execution that had most; 0 if the checker does not say.
    pub most_threads: usize,
    /// What loom said, or why it was not asked.
    pub second_opinion: Option<String>,
    /// For a model that was run on real threads instead: in how many runs nobody noticed anything.
    pub survival: Option<Survival>,
}

/// The runs of one model on real threads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Survival {
    /// The runs that passed.
    pub survived: u64,
    /// The runs that came to an end.
    pub runs: u64,
    /// Whether one more did not.
    pub hung: bool,
}

/// Reads the records of one process.
///
/// A line that a dying process did not finish is skipped: its test then has no record,
/// and counts as not passed.
pub(super) fn read(text: &str) -> Vec<Record> {
    text.lines().filter_map(record).collect()
}

fn record(line: &str) -> Option<Record> {
    let value: Value = serde_json::from_str(line).ok()?;
    let string = |key: &str| value[key].as_str().map(plain);
    let verdict = string("verdict")?;
    let survival = || {
        Some(Survival {
            survived: value["survived"].as_u64()?,
            runs: value["runs"].as_u64()?,
            hung: value["hung"] == true,
        })
    };
    Some(Record {
        test: string("test"),
        // Another schema may mean another thing by the same words.
        holds: verdict == "holds" && value["schema"] == 1,
        kind: string("kind").or_else(|| (verdict != "holds").then_some(verdict)),
        summary: string("summary").unwrap_or_default(),
        report: string("report").unwrap_or_default(),
        most_threads: value["most_threads"].as_u64().unwrap_or(0) as usize,
        second_opinion: string("second_opinion"),
        survival: survival(),
        value,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_read_and_an_unfinished_line_is_not() {
        let text = concat!(
            r#"{"schema":1,"test":"adds","verdict":"holds","kind":null,"summary":"holds (24)","report":"r"}"#,
            "\n",
            r#"{"schema":1,"test":"adds","verdict":"not finished","kind":null,"report":"\u001b[2Jr"}"#,
            "\n",
            r#"{"schema":1,"test":"ad"#,
        );
        let records = read(text);
        assert_eq!(records.len(), 2);
        assert!(records[0].holds && records[0].kind.is_none());
        assert_eq!(records[1].kind.as_deref(), Some("not finished"));
        assert_eq!(records[1].report, "r", "escape sequences go");
    }

    #[test]
    fn another_schema_never_holds() {
        assert!(!read(r#"{"schema":2,"verdict":"holds"}"#)[0].holds);
    }
}
