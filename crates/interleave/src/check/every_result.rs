//! All results of a program by one search alone: for comparing the search with something else.

use super::watch::STEPS;
use crate::explorer::execution::{Ending, Surprises};
use crate::explorer::scheduler::Limits;
use crate::explorer::search::Mode;
use crate::explorer::sweep::{Run, sweep};
use crate::explorer::weak::Memory;
use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, PoisonError};

/// What a search found.
#[derive(Debug)]
pub struct EveryResult<T> {
    /// What the closure returned.
    pub results: BTreeSet<T>,
    /// Executions that were run.
    pub executions: usize,
    /// Those of them that turned out to repeat another one.
    pub repetitions: usize,
}

/// What the closure returns over all executions under this memory; `None` if there are more than
/// `most`. Like [`outcomes`](super::outcomes) without bounds, report and watch.
///
/// # Panics
/// If an execution does not come to its end.
pub fn every_result<T, F>(memory: Memory, most: usize, closure: F) -> Option<EveryResult<T>>
where
    T: Ord + Send + 'static,
    F: Fn() -> T + Send + Sync + 'static,
{
    let surprises = Surprises { wakeups: 0, exchanges: 0, jumps: 0, stale: u32::MAX };
    let limits =
        Limits { steps: STEPS, surprises, memory, recording: false, leaks: true, delivers: false };
    let latest = Arc::new(Mutex::new(None));
    let written = Arc::clone(&latest);
    let model = Arc::new(move || {
        let result = closure();
        *written.lock().unwrap_or_else(PoisonError::into_inner) = Some(result);
    });
    let (mut results, mut repetitions) = (BTreeSet::new(), 0);
    let executions = sweep(limits, Mode::Reduced, most, model, |engine, run| {
        let result = latest.lock().unwrap_or_else(PoisonError::into_inner).take();
        if run == Run::StartsOver {
            results.clear();
            repetitions = 0;
        } else {
            repetitions += usize::from(engine.search.pruned);
            assert!(matches!(engine.run.ending, Some(Ending::Complete)), "an execution has an end");
            results.insert(result.expect("a complete execution returns"));
        }
        ControlFlow::Continue(())
    });
    Some(EveryResult { results, executions: executions?, repetitions })
}
