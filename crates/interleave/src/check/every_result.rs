//! All results of a program by one search alone: for comparing the search with something else.

use super::watch::STEPS;
use crate::explorer::context::Shared;
use crate::explorer::execution::{Ending, Surprises};
use crate::explorer::host::Host;
use crate::explorer::scheduler::{Engine, Limits};
use crate::explorer::search::{Mode, Search};
use crate::explorer::weak::Memory;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

/// What the closure returns over all executions under this memory, and how many were run; `None` if
/// there are more than `most`. Like [`outcomes`](super::outcomes) without bounds, report and watch.
///
/// # Panics
/// If an execution does not come to its end.
pub fn every_result<T, F>(memory: Memory, most: usize, closure: F) -> Option<(BTreeSet<T>, usize)>
where
    T: Ord + Send + 'static,
    F: Fn() -> T + Send + Sync + 'static,
{
    crate::crash::install();
    let surprises = Surprises { wakeups: 0, exchanges: 0, jumps: 0, stale: u32::MAX };
    let limits =
        Limits { steps: STEPS, surprises, memory, recording: false, leaks: true, delivers: false };
    let mode = Mode::Reduced;
    let owned = Box::into_raw(Box::new(Shared::new(Engine::new(limits, mode))));
    // SAFETY: given back below, when nobody refers to it any more.
    let shared: &'static Shared = unsafe { &*owned };
    let latest = Arc::new(Mutex::new(None));
    let written = Arc::clone(&latest);
    let mut host = Host::new(
        shared,
        Arc::new(move || {
            let result = closure();
            *written.lock().unwrap_or_else(PoisonError::into_inner) = Some(result);
        }),
    );
    let (mut found, mut executions, mut number) = (BTreeSet::new(), 0, 0);
    let complete = loop {
        number += 1;
        shared.engine().restart(number);
        host.run();
        executions += 1;
        let result = latest.lock().unwrap_or_else(PoisonError::into_inner).take();
        let engine = &mut *shared.engine();
        engine.search.close(&mut engine.run);
        if std::mem::take(&mut engine.learned.more) {
            engine.search = Search::new(mode);
            (found, executions) = (BTreeSet::new(), 0);
            continue;
        }
        assert!(matches!(engine.run.ending, Some(Ending::Complete)), "an execution has an end");
        found.insert(result.expect("a complete execution returns"));
        if !engine.search.advance() {
            break true;
        }
        if executions >= most {
            break false;
        }
    };
    drop(host);
    // SAFETY: it came from a box. The host is gone, and all threads of all executions have finished.
    drop(unsafe { Box::from_raw(owned) });
    complete.then_some((found, executions))
}
