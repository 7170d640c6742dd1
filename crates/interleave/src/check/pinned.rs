//! A test that is one execution.

use super::replay::Code;
use super::{Model, Subject, verdict, watch};
use std::panic::Location;
use std::sync::Arc;

/// Runs the one execution of the closure that a code names: what a report prints as
/// `INTERLEAVE_REPLAY=…`. Pins a failure that was found once, where to search for it again takes too
/// long; what it says of other executions is nothing.
///
/// If the program has changed since, the code is followed as far as it leads, and the execution goes on
/// by itself. The line that is printed says so.
///
/// # Panics
/// If the execution fails, or if the code is none.
#[track_caller]
pub fn replay<F: Fn() + Send + Sync + 'static>(code: &str, closure: F) {
    let subject = Subject::of::<F>(Location::caller());
    let code: Code = code.parse().unwrap_or_else(|why| panic!("`{code}` is no code: {why}"));
    let mut model = Model::new();
    model.pinned = Some(code);
    match watch::run(&model, &subject, Arc::new(closure), |_| {}) {
        Ok(coverage) => {
            let how = if coverage.strayed { "; the program has changed since" } else { "" };
            let summary = format!("the replayed execution passes (1 execution, no other{how})");
            verdict::pass(&subject, &summary, &verdict::Scope::of(&coverage));
        }
        Err(failure) => verdict::fail(&subject, &failure),
    }
}
