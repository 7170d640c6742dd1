//! One search alone, without bounds, report or watch: for comparing it with something else.

use super::context::Shared;
use super::host::Host;
use super::scheduler::{Engine, Limits};
use super::search::{Mode, Search};
use std::ops::ControlFlow;
use std::sync::Arc;

/// What has just been run.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Run {
    /// One more execution.
    Counts,
    /// One that only taught something: all before it count for nothing.
    StartsOver,
}

/// Runs the model until all within the mode is tried, or `look` has seen enough. Returns how many
/// executions that took; `None` if there are more than `most`.
pub(crate) fn sweep(
    limits: Limits,
    mode: Mode,
    most: usize,
    model: Arc<dyn Fn() + Send + Sync>,
    mut look: impl FnMut(&mut Engine, Run) -> ControlFlow<()>,
) -> Option<usize> {
    crate::crash::install();
    let owned = Box::into_raw(Box::new(Shared::new(Engine::new(limits, mode))));
    // SAFETY: given back below, when nobody refers to it any more.
    let shared: &'static Shared = unsafe { &*owned };
    let mut host = Host::new(shared, model);
    let (mut executions, mut number) = (0, 0);
    let complete = loop {
        number += 1;
        shared.engine().restart(number);
        host.run();
        let engine = &mut *shared.engine();
        engine.search.close(&mut engine.run);
        if std::mem::take(&mut engine.learned.more) {
            engine.search = Search::new(mode);
            executions = 0;
            let _ = look(engine, Run::StartsOver);
            continue;
        }
        executions += 1;
        if look(engine, Run::Counts).is_break() || !engine.search.advance() {
            break true;
        }
        if executions >= most {
            break false;
        }
    };
    drop(host);
    // SAFETY: it came from a box. The host is gone, and every thread of an execution has finished, was
    // unwound, or will never run again.
    drop(unsafe { Box::from_raw(owned) });
    complete.then_some(executions)
}
