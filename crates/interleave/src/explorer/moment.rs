//! A moment of an execution: what each thread is about to do, and whose step is next.

use super::execution::Execution;
use super::op::Op;
use crate::record::Loc;

/// The moment before a step.
pub(crate) struct Moment {
    /// Whose step is next.
    pub(crate) next: usize,
    /// What each thread has announced; none for those that have finished.
    pub(crate) announced: Vec<Option<(Op, Loc)>>,
    /// Lines of the record before the step.
    pub(crate) lines: usize,
    /// Choices on the path up to this one. Those that the step itself has follow.
    pub(crate) choices: usize,
}

impl Moment {
    pub(super) fn before(next: usize, run: &Execution, choices: usize) -> Self {
        let announced =
            run.threads.iter().map(|thread| thread.pending.filter(|_| !thread.finished));
        Moment { next, announced: announced.collect(), lines: run.log.len(), choices }
    }
}
