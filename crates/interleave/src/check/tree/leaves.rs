//! The search for a tree: every execution, with those that fail.

use crate::check::explore::Explorer;
use crate::check::failure::{Failure, Kind};
use crate::explorer::host::is_short_of_stacks;
use crate::explorer::scheduler::Engine;
use crate::explorer::search::{Mode, Search};

/// Failing executions that a tree may have: each leaves memory behind.
const MOST_FAILING: usize = 1_000;

/// What the search tells of.
pub(super) enum Leaf<'a> {
    /// An execution, and how it failed if it did.
    Of(&'a Engine, Option<&'a Failure>),
    /// The search knows of more steps now, and begins again: all before counts for nothing.
    StartsOver,
}

impl Explorer<'_> {
    /// Runs every execution, also those that differ in the order of steps that commute only, and goes
    /// on after those that fail. `look` is told of each, in depth-first order.
    pub(super) fn run_every(mut self, mut look: impl FnMut(Leaf<'_>)) -> Result<(), Box<Failure>> {
        let bound = self.model.preemptions;
        {
            let engine = &mut *self.shared.engine();
            engine.search = Search::new(Mode::Bounded(bound.unwrap_or(u32::MAX)));
            engine.moments = Some(Vec::new());
        }
        let (mut ran, mut failing) = (0, 0);
        loop {
            let failure = self.run_one();
            if self.starts_over() {
                (ran, failing) = (0, 0);
                look(Leaf::StartsOver);
                continue;
            }
            let failure = match failure {
                Some(failure) if matches!(failure.kind, Kind::NotDeterministic) => {
                    return Err(Box::new(failure));
                }
                failure => failure,
            };
            ran += 1;
            failing += usize::from(failure.is_some());
            let engine = &mut *self.shared.engine();
            // One that only repeats another has been seen.
            if failure.is_some() || !engine.search.pruned {
                look(Leaf::Of(engine, failure.as_ref()));
            }
            if !engine.search.advance() {
                return Ok(());
            }
            if ran >= self.budget() || failing >= MOST_FAILING || is_short_of_stacks() {
                return Err(self.not_finished(bound));
            }
        }
    }
}
