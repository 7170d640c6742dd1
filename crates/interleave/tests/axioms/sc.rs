//! All outcomes under sequential consistency: the statements one after the other, in every
//! interleaving.

use super::program::{Outcome, Program};
use std::collections::{BTreeSet, HashSet};

/// All outcomes, whatever orderings the statements name.
pub(crate) fn outcomes(program: &Program) -> BTreeSet<Outcome> {
    let begin = State {
        next: vec![0; program.threads.len()],
        outcome: Outcome {
            seen: vec![Vec::new(); program.threads.len()],
            finals: vec![0; program.locations],
        },
    };
    let (mut outcomes, mut known, mut open) = (BTreeSet::new(), HashSet::new(), vec![begin]);
    while let Some(state) = open.pop() {
        let count = open.len();
        open.extend((0..program.threads.len()).filter_map(|thread| state.step(program, thread)));
        if open.len() == count {
            outcomes.insert(state.outcome);
        } else {
            // The order of steps that do not meet makes no difference.
            let fresh = open.split_off(count);
            open.extend(fresh.into_iter().filter(|state| known.insert(state.clone())));
        }
    }
    outcomes
}

/// Where the threads are, what they have seen, and what is in memory.
#[derive(Clone, PartialEq, Eq, Hash)]
struct State {
    next: Vec<usize>,
    outcome: Outcome,
}

impl State {
    /// The state after the next statement of a thread; `None` if it is through.
    fn step(&self, program: &Program, thread: usize) -> Option<State> {
        let statement = program.threads[thread].get(self.next[thread])?;
        let mut after = self.clone();
        after.next[thread] += 1;
        if let Some(at) = statement.at() {
            let found = self.outcome.finals[at];
            if statement.reads() {
                after.outcome.seen[thread].push(found);
            }
            after.outcome.finals[at] = statement.writes(found).unwrap_or(found);
        }
        Some(after)
    }
}
