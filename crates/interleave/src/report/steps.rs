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

/// Adds to each step who holds and who waits after it. Rows that say what could not happen any more stand
/// as the last step does.
pub(super) fn add_situations(steps: &mut Value, situations: Vec<Value>) {
    let Some(last) = situations.last().cloned() else { return };
    let situations = situations.into_iter().chain(std::iter::repeat(last));
    for (step, situation) in steps.as_array_mut().into_iter().flatten().zip(situations) {
        step["situation"] = situation;
    }
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
