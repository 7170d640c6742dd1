//! The verdicts as JSON, one object a line, for the companion and the book.
//!
//! `INTERLEAVE_VERDICTS` names the file. Otherwise it lies in `interleave/` in the target directory
//! of the test, and starts anew with each process.

use super::Subject;
use super::failure::{Failure, Kind};
use super::real::Tally;
use super::verdict::Scope;
use crate::report::{self, Width};
use serde_json::{Map, Value, json};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::panic::resume_unwind;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

/// Version of the record. Fields are added without changing it.
const SCHEMA: u32 = 1;

fn head(subject: &Subject) -> Map<String, Value> {
    let mut record = Map::new();
    record.insert("schema".into(), SCHEMA.into());
    record.insert("test".into(), subject.test.as_str().into());
    record.insert("file".into(), subject.at.file().into());
    record.insert("line".into(), subject.at.line().into());
    record
}

/// The record of a subject that holds.
pub(crate) fn holds(subject: &Subject, summary: &str, scope: &Scope) -> Value {
    let mut record = head(subject);
    record.insert("verdict".into(), "holds".into());
    record.insert("kind".into(), Value::Null);
    record.insert("summary".into(), summary.into());
    record.insert("report".into(), summary.into());
    record.insert("executions".into(), scope.executions.into());
    record.insert("most_threads".into(), scope.most_threads.into());
    record.insert("second_opinion".into(), scope.second_opinion.as_deref().into());
    record.into()
}

/// The record of a subject that was run on real threads, where nothing is judged.
pub(crate) fn survived(subject: &Subject, summary: &str, tally: &Tally) -> Value {
    let mut record = head(subject);
    record.insert("verdict".into(), "survived".into());
    record.insert("kind".into(), Value::Null);
    record.insert("summary".into(), summary.into());
    record.insert("report".into(), summary.into());
    record.insert("survived".into(), tally.passed.into());
    record.insert("runs".into(), tally.runs.into());
    record.insert("hung".into(), tally.hung.into());
    record.into()
}

/// The record of a subject that does not.
pub(crate) fn fails(subject: &Subject, failure: &Failure) -> Value {
    let mut record = head(subject);
    let not_finished = matches!(failure.kind, Kind::NotFinished { .. });
    record.insert("verdict".into(), if not_finished { "not finished" } else { "fails" }.into());
    record.insert("kind".into(), failure.kind.word().into());
    record.insert("summary".into(), report::headline(failure).into());
    record.insert("report".into(), report::text(subject, failure, Width::of_terminal()).into());
    record.insert("executions".into(), failure.tried.into());
    record.insert("failing".into(), failure.failing.into());
    record.insert("preemptions".into(), failure.preemptions.into());
    record.insert("old_values".into(), failure.stale.into());
    record.insert("replay".into(), failure.code.as_ref().map(ToString::to_string).into());
    if let Some(trace) = &failure.trace {
        let run = report::structured(failure, trace);
        record.insert("threads".into(), json!(run.threads));
        record.insert("steps".into(), run.steps);
        record.insert("circumstances".into(), json!(run.circumstances));
        record.insert("details".into(), json!(run.details));
        record.insert("explanation".into(), json!(run.explanation));
        record.insert("sources".into(), run.sources);
    }
    record.into()
}

/// Says why something that no search found does not hold, and fails the test.
pub(crate) fn refuse(subject: &Subject, kind: &str, summary: &str, report: &str) -> ! {
    let mut record = head(subject);
    record.insert("verdict".into(), "fails".into());
    record.insert("kind".into(), kind.into());
    record.insert("summary".into(), summary.into());
    record.insert("report".into(), report.into());
    eprintln!("{report}");
    append(&record.into());
    resume_unwind(Box::new("the claim does not hold"))
}

/// Adds a record to the file.
///
/// A verdict does not depend on its record: if the file cannot be written, that is said, and the
/// test goes on.
pub(crate) fn append(record: &Value) {
    static FILE: Mutex<Option<io::Result<File>>> = Mutex::new(None);
    let mut file = FILE.lock().unwrap_or_else(PoisonError::into_inner);
    let file = file.get_or_insert_with(|| {
        open().inspect_err(|why| eprintln!("failed to open the file of verdicts: {why}"))
    });
    if let Ok(file) = file
        && let Err(why) = file.write_all(format!("{record}\n").as_bytes())
    {
        eprintln!("failed to write a verdict: {why}");
    }
}

fn open() -> io::Result<File> {
    if let Some(path) = std::env::var_os("INTERLEAVE_VERDICTS") {
        return OpenOptions::new().append(true).create(true).open(path);
    }
    let path = default_path()?;
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    File::create(path)
}

/// Where the records are.
pub(crate) fn place() -> String {
    let named = std::env::var_os("INTERLEAVE_VERDICTS").map(PathBuf::from);
    let path = named.or_else(|| default_path().ok()).unwrap_or_default();
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// `<target>/interleave/<package>.<test>.jsonl`.
fn default_path() -> io::Result<PathBuf> {
    // <target>/<profile>/deps/<test>-<hash>
    let binary = std::env::current_exe()?;
    let target = binary.ancestors().nth(3).unwrap_or(&binary);
    let stem = binary.file_stem().unwrap_or_default().to_string_lossy();
    let test = stem.rsplit_once('-').map_or(&*stem, |(test, _)| test);
    let package = std::env::var("CARGO_PKG_NAME").unwrap_or_default();
    Ok(target.join("interleave").join(format!("{package}.{test}.jsonl")))
}
