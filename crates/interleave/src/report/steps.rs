//! The steps of an execution as data, for those who draw them themselves.

use super::names::Names;
use super::rows::{self, Row};
use super::source::Sources;
use crate::check::trace::Trace;
use serde_json::{Value, json};

/// The threads' names, and the steps, of an execution that did not fail.
pub(crate) fn of(trace: &Trace) -> (Vec<String>, Value) {
    let mut sources = Sources::default();
    let names = Names::of(trace, &mut sources);
    let steps = of_rows(rows::of_events(trace, &names), trace, &mut sources);
    (trace.threads.iter().map(|thread| thread.name.clone()).collect(), steps)
}

/// Rows as JSON.
pub(super) fn of_rows(rows: Vec<Row>, trace: &Trace, sources: &mut Sources) -> Value {
    let step = |row: Row| {
        let place = row.at.as_ref().map(|at| sources.place(&at.file, at.line));
        json!({
            "step": row.mark,
            "thread": trace.threads[row.thread].name,
            "text": row.text,
            "old": row.old,
            "file": row.at.as_ref().map(|at| &*at.file),
            "line": row.at.as_ref().map(|at| at.line),
            "function": place.as_ref().map(|place| place.function.as_str()),
            "source": place.as_ref().map(|place| place.source.as_str()),
        })
    };
    rows.into_iter().map(step).collect()
}
