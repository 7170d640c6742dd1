//! In how many of a thousand runs on real threads a wrong version is not noticed: information, not a rule.
//!
//! It is what a test without the checker would have seen, so it says how much the checker is worth. A count
//! is kept until the version, its tests or the checker change, as a thousand runs take their time and the
//! one that hangs takes seconds.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;
use serde_json::{Map, Value, json};

use crate::files;
use crate::fingerprint::fingerprint;
use crate::grade::{Graded, Grader, Outcome, Record, Source, Survival, Variant, Verdict};
use crate::workspace::Workspace;

/// How often each is run.
pub const RUNS: u64 = 1_000;

/// One wrong version in one test that refuses it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// `<slug>/<mistake>`.
    pub version: String,
    /// The test.
    pub test: String,
    /// What came out; `None` if the process ended in the middle.
    pub survival: Option<Survival>,
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.survival {
            Some(Survival { survived, runs, hung: false }) => write!(f, "{survived:>5} of {runs}")?,
            Some(Survival { survived, runs, hung: true }) => {
                write!(f, "{survived:>5}, and run {} hung", runs + 1)?;
            }
            None => f.write_str("    -, it ended its process")?,
        }
        write!(f, "  {}  {}", self.version, self.test)
    }
}

/// Counts for every wrong version, in every test in which one of its models fails.
///
/// # Errors
///
/// Something could not be built or run.
pub fn count(
    workspace: &Workspace,
    grader: &Grader<'_>,
    graded: &[Graded],
    runs: u64,
) -> Result<Vec<Row>> {
    let path = workspace.target.join("workbook").join("survival.json");
    let mut known = Known::read(&path);
    let checker = checker(&workspace.root);
    let tests = failing(graded);
    let keys: Vec<String> =
        tests.iter().map(|(variant, test)| key(variant, test, &checker, runs)).collect();
    let unknown: Vec<_> =
        (0..tests.len()).filter(|index| !known.0.contains_key(&keys[*index])).collect();
    let asked: Vec<_> = unknown.iter().map(|index| tests[*index].clone()).collect();
    for (index, survival) in unknown.iter().zip(grader.survive(&asked, runs)?) {
        known.0.insert(keys[*index].clone(), survival);
    }
    // Old counts stay: a version that is put back has its count again.
    known.write(&path)?;
    let row = |((variant, test), key): (&(Variant, String), &String)| Row {
        version: format!("{}/{}", variant.exercise.slug, variant.name),
        test: test.clone(),
        survival: known.0.get(key).copied().flatten(),
    };
    Ok(tests.iter().zip(&keys).map(row).collect())
}

/// The tests in which a model of a wrong version fails.
fn failing(graded: &[Graded]) -> Vec<(Variant, String)> {
    let mut all = Vec::new();
    for Graded { variant, outcome } in graded {
        let Outcome::Judged(tests) = outcome else { continue };
        if Variant::RESERVED.contains(&variant.name.as_str()) {
            continue;
        }
        for test in tests {
            // Line 0: a model outside of all tests, which cannot be run alone.
            if test.verdict == Verdict::Fails && test.line > 0 && test.records.iter().any(of_model)
            {
                all.push((variant.clone(), test.name.clone()));
            }
        }
    }
    all
}

/// Whether a model failed. What no execution shows, such as a form, or what real processes show, has none.
fn of_model(record: &Record) -> bool {
    !record.holds && record.value.get("executions").is_some()
}

fn key(variant: &Variant, test: &str, checker: &str, runs: u64) -> String {
    let text = match &variant.source {
        Source::File(path) => fs::read_to_string(path).unwrap_or_default(),
        Source::Text(text) => text.clone(),
    };
    let tests = fs::read_to_string(variant.exercise.tests()).unwrap_or_default();
    let (text, tests) = (fingerprint(&text), fingerprint(&tests));
    format!("{} {test} {runs} {text} {tests} {checker}", variant.package())
}

/// The fingerprint of the checker: all its sources.
fn checker(root: &Path) -> String {
    let mut folders = vec![root.join("crates").join("interleave").join("src")];
    let mut sources: BTreeMap<PathBuf, String> = BTreeMap::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(text) = fs::read_to_string(&path) {
                sources.insert(path, text);
            }
        }
    }
    fingerprint(&sources.into_values().collect::<String>())
}

/// What was counted before, by what it depends on.
struct Known(BTreeMap<String, Option<Survival>>);

impl Known {
    /// A file that cannot be read knows nothing.
    fn read(path: &Path) -> Known {
        let text = fs::read_to_string(path).unwrap_or_default();
        let all: Map<String, Value> = serde_json::from_str(&text).unwrap_or_default();
        let survival = |value: &Value| {
            Some(Survival {
                survived: value["survived"].as_u64()?,
                runs: value["runs"].as_u64()?,
                hung: value["hung"].as_bool()?,
            })
        };
        Known(all.iter().map(|(key, value)| (key.clone(), survival(value))).collect())
    }

    fn write(&self, path: &Path) -> Result<()> {
        let value = |survival: &Option<Survival>| match survival {
            None => Value::Null,
            Some(Survival { survived, runs, hung }) => {
                json!({ "survived": survived, "runs": runs, "hung": hung })
            }
        };
        let all: Map<String, Value> =
            self.0.iter().map(|(key, survival)| (key.clone(), value(survival))).collect();
        files::write_if_changed(path, &format!("{}\n", Value::Object(all)))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(survival: Option<Survival>) -> String {
        Row { version: "counter/load_store".into(), test: "adds".into(), survival }.to_string()
    }

    #[test]
    fn rows_say_what_came_of_the_runs() {
        let survival = |survived, runs, hung| Some(Survival { survived, runs, hung });
        assert_eq!(row(survival(997, 1000, false)), "  997 of 1000  counter/load_store  adds");
        assert_eq!(row(survival(3, 4, true)), "    3, and run 5 hung  counter/load_store  adds");
        assert_eq!(row(None), "    -, it ended its process  counter/load_store  adds");
    }

    #[test]
    fn only_a_model_that_fails_is_run_on_threads() {
        let record = |holds, value| Record {
            test: None,
            holds,
            kind: None,
            summary: String::new(),
            report: String::new(),
            value,
            most_threads: 0,
            second_opinion: None,
            survival: None,
        };
        assert!(of_model(&record(false, json!({ "executions": 4 }))));
        assert!(!of_model(&record(true, json!({ "executions": 4 }))));
        assert!(!of_model(&record(false, json!({ "kind": "form" }))));
    }

    #[test]
    fn counts_are_read_as_they_were_written_also_that_there_was_none() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new/survival.json");
        assert!(Known::read(&path).0.is_empty());
        let all = BTreeMap::from([
            ("a".to_owned(), Some(Survival { survived: 7, runs: 9, hung: true })),
            ("b".to_owned(), None),
        ]);
        Known(all.clone()).write(&path).unwrap();
        assert_eq!(Known::read(&path).0, all);
    }
}
