//! Plain memory: accesses that are no steps.

use super::Running::{Explorer, Loom};
use super::{Loc, current};
use crate::explorer::context::{self, Shared};
use crate::explorer::host;
use crate::explorer::objects::Phase;
use crate::record::Effect;

/// An access to plain memory that has begun.
pub(crate) struct Access {
    cell: u32,
    writes: bool,
    at: Loc,
}

/// Looks for races of an access to plain memory, at its beginning and at its end. It is no step: a
/// race is found from what orders the accesses, not from when they happen.
pub(crate) fn access(cell: u32, writes: bool, at: Loc) -> Access {
    let shared = match current() {
        Explorer(shared) => shared,
        Loom(pass) => {
            pass.access(cell, writes);
            return Access { cell, writes, at };
        }
    };
    shared.tick();
    {
        let run = &mut shared.engine().run;
        let me = run.current;
        run.threads[me].operations += 1;
        run.threads[me].turn.acts();
    }
    touch(shared, cell, Phase::Begin, writes, at);
    Access { cell, writes, at }
}

impl Access {
    pub(crate) fn end(self) {
        match current() {
            Explorer(shared) => {
                shared.tick();
                touch(shared, self.cell, Phase::End, self.writes, self.at);
            }
            Loom(pass) => pass.access(self.cell, self.writes),
        }
        std::mem::forget(self);
    }
}

/// By a panic.
impl Drop for Access {
    fn drop(&mut self) {
        if let Some(shared) = context::current() {
            shared.engine().run.close_access(self.cell);
        }
    }
}

/// An access that is no operation of the thread. A race ends the execution.
pub(super) fn touch(shared: &Shared, cell: u32, phase: Phase, writes: bool, at: Loc) {
    let raced = {
        let run = &mut shared.engine().run;
        if run.closing {
            // The last one in comes after all others.
            return;
        }
        run.access(cell, phase, writes, at);
        run.ending.is_some()
    };
    if raced {
        host::stop();
    }
}

/// Records an access to plain memory.
pub(crate) fn record_access(cell: u32, writes: bool, at: Loc, value: Option<u64>) {
    let effect = if writes { Effect::Write { cell, value } } else { Effect::Read { cell, value } };
    if let Explorer(shared) = current() {
        shared.engine().run.note(effect, at);
    }
}
