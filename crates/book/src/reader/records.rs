//! The checker's records of one exercise: a JSON object a line, the last check's.
//!
//! Limits: a file of [`FILE`] bytes, [`RECORDS`] records, and of each [`STEPS`] steps (the last ones, for there
//! it breaks), [`THREADS`] threads and [`SOURCES`] files. What is beyond is not shown, and the page says so.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use super::bounded;

/// The version of the records that this code reads.
const SCHEMA: u32 = 1;

const FILE: u64 = 16_000_000;
const RECORDS: usize = 200;
pub(super) const STEPS: usize = 1_000;
pub(super) const THREADS: usize = 64;
pub(super) const SOURCES: usize = 8;

/// What the checker says of one model.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Record {
    schema: u32,
    pub(super) test: Option<String>,
    /// The line of the model in the tests.
    line: Option<u64>,
    pub(super) verdict: String,
    pub(super) summary: String,
    pub(super) report: String,
    pub(super) circumstances: Option<String>,
    pub(super) details: Vec<String>,
    pub(super) explanation: Vec<String>,
    pub(super) replay: Option<String>,
    pub(super) threads: Vec<String>,
    pub(super) steps: Vec<Step>,
    /// The files in which the steps stand, as they were.
    pub(super) sources: BTreeMap<String, String>,
}

/// A row of the table.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Step {
    pub(super) step: String,
    pub(super) thread: String,
    pub(super) text: String,
    pub(super) file: Option<String>,
    pub(super) line: Option<u32>,
    pub(super) function: Option<String>,
    pub(super) source: Option<String>,
    /// The threads that hold or wait after it.
    pub(super) situation: Vec<Stands>,
}

/// How a thread stands.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Stands {
    pub(super) thread: String,
    pub(super) holds: Vec<String>,
    pub(super) waits: Option<String>,
}

impl Record {
    pub(super) fn holds(&self) -> bool {
        matches!(self.verdict.as_str(), "holds" | "survived")
    }

    /// Names files without the beginning of their paths: a compiler that is called with a whole path keeps it.
    fn leave_out(&mut self, root: &str) {
        for file in self.steps.iter_mut().filter_map(|step| step.file.as_mut()) {
            if let Some(below) = file.strip_prefix(root) {
                *file = below.to_owned();
            }
        }
        let sources = std::mem::take(&mut self.sources).into_iter();
        let below = |file: String| file.strip_prefix(root).map(str::to_owned).unwrap_or(file);
        self.sources = sources.map(|(file, text)| (below(file), text)).collect();
    }
}

/// The last check of an exercise.
#[derive(Debug)]
pub(super) enum Last {
    /// There was none.
    Never,
    /// Nothing of it can be read, and this is why.
    Unreadable(String),
    Known {
        /// Those that do not hold first, each group in the order of the tests.
        records: Vec<Record>,
        /// Why some lines were left out.
        left_out: Option<String>,
    },
}

impl Last {
    /// Reads the records in the file `path`; files in them are named as from `root`.
    pub(super) fn read(path: &Path, root: &Path) -> Last {
        let mut last = match bounded(path, FILE) {
            None => Last::Never,
            Some(Err(why)) => Last::Unreadable(why),
            Some(Ok(bytes)) => Last::of(&String::from_utf8_lossy(&bytes)),
        };
        if let Last::Known { records, .. } = &mut last {
            let root = format!("{}{}", root.display(), std::path::MAIN_SEPARATOR);
            records.iter_mut().for_each(|record| record.leave_out(&root));
        }
        last
    }

    fn of(text: &str) -> Last {
        // A process that was killed leaves its last line unfinished.
        let lines = text.split_inclusive('\n').filter(|line| line.ends_with('\n'));
        let (mut records, mut why) = (Vec::new(), None);
        for (number, line) in lines.enumerate() {
            match record(line) {
                Ok(record) if records.len() < RECORDS => records.push(record),
                Ok(_) => why = Some(format!("there are more than {RECORDS} records")),
                Err(error) => why = Some(format!("line {}: {error}", number + 1)),
            }
        }
        match why {
            Some(why) if records.is_empty() => Last::Unreadable(why),
            None if records.is_empty() => Last::Never,
            left_out => {
                records.sort_by_key(|record| (record.holds(), record.line));
                Last::Known { records, left_out }
            }
        }
    }
}

fn record(line: &str) -> Result<Record, String> {
    #[derive(Deserialize)]
    struct Version {
        schema: u32,
    }
    // The version first: another one may have other types.
    let Version { schema } = serde_json::from_str(line).map_err(|error| error.to_string())?;
    if schema != SCHEMA {
        return Err(format!("it has schema {schema}, and schema {SCHEMA} is known"));
    }
    serde_json::from_str(line).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdicts(text: &str) -> Vec<String> {
        match Last::of(text) {
            Last::Known { records, .. } => {
                records.into_iter().map(|record| record.test.unwrap()).collect()
            }
            other => panic!("{other:?}"),
        }
    }

    fn why(text: &str) -> String {
        match Last::of(text) {
            Last::Unreadable(why) => why,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_fails_comes_first_in_the_order_of_the_tests() {
        let text = "{\"schema\":1,\"test\":\"c\",\"line\":9,\"verdict\":\"fails\"}\n\
                    {\"schema\":1,\"test\":\"a\",\"line\":1,\"verdict\":\"holds\"}\n\
                    {\"schema\":1,\"test\":\"b\",\"line\":5,\"verdict\":\"not finished\"}\n\
                    {\"schema\":1,\"te";
        assert_eq!(verdicts(text), ["b", "c", "a"]);
    }

    #[test]
    fn what_cannot_be_read_says_why() {
        assert!(why("{\n").contains("line 1: EOF"), "{}", why("{\n"));
        assert_eq!(
            why("{\"schema\":7,\"steps\":0}\n"),
            "line 1: it has schema 7, and schema 1 is known"
        );
        let surrogate = "{\"schema\":1,\"summary\":\"\\ud800\"}\n";
        assert!(why(surrogate).contains("surrogate") || why(surrogate).contains("hex escape"));
        let deep = format!("{{\"schema\":1,\"more\":{}}}\n", "[".repeat(100_000));
        assert!(why(&deep).starts_with("line 1: "), "{}", why(&deep));
        assert!(why("{\"schema\":1,\"steps\":\"none\"}\n").contains("invalid type"));
    }

    #[test]
    fn a_broken_line_does_not_hide_the_others() {
        let text = "{\"schema\":1,\"test\":\"a\",\"verdict\":\"fails\"}\nnonsense\n";
        let Last::Known { records, left_out: Some(why) } = Last::of(text) else { panic!() };
        assert_eq!(records.len(), 1);
        assert!(why.starts_with("line 2: "), "{why}");
    }

    #[test]
    fn no_record_is_no_check() {
        assert!(matches!(Last::of(""), Last::Never));
        assert!(matches!(Last::read(Path::new("/nowhere"), Path::new("/")), Last::Never));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let link = folder.path().join("record");
        std::os::unix::fs::symlink("/dev/zero", &link).unwrap();
        assert!(
            matches!(Last::read(&link, folder.path()), Last::Unreadable(why) if why.contains("plain file"))
        );
    }
}
