//! All outcomes that RC11 allows a program.
//!
//! The definition is in [`execution`](super::execution). Here all executions are enumerated: first those
//! of each location alone, then together, with one more location at a time, so that what is
//! impossible already is given up early.

use super::events::Events;
use super::execution::Execution;
use super::location::{self, Choices, Seen};
use super::program::{Outcome, Program};
use std::collections::BTreeSet;

/// All outcomes; `None` if more than `most` executions, or parts of them, would have to be judged.
pub(crate) fn outcomes(program: &Program, most: usize) -> Option<BTreeSet<Outcome>> {
    Some(Search::run(program, most, false)?.found)
}

/// How many consistent executions there are; `None` as above.
pub(crate) fn consistent(program: &Program, most: usize) -> Option<usize> {
    Some(Search::run(program, most, true)?.consistent)
}

struct Search<'a> {
    program: &'a Program,
    events: Events,
    /// What is seen of each location so far.
    seen: Vec<Seen>,
    /// How many more executions may be judged.
    left: usize,
    /// All executions are wanted, not one for each outcome.
    all: bool,
    found: BTreeSet<Outcome>,
    /// Executions that were found.
    consistent: usize,
}

impl<'a> Search<'a> {
    fn run(program: &'a Program, most: usize, all: bool) -> Option<Self> {
        let events = Events::of(program);
        let locations: Option<Vec<_>> =
            (0..program.locations).map(|at| location::choices(&events, at, most)).collect();
        let fences = events.fences.clone();
        let (seen, found) = (Vec::new(), BTreeSet::new());
        let mut search = Search { program, events, seen, left: most, all, found, consistent: 0 };
        search.extend(&[fences], &locations?)?;
        Some(search)
    }

    /// Continues executions, which all let see the same, by each choice for each further location.
    fn extend(&mut self, executions: &[Execution], locations: &[Choices]) -> Option<()> {
        let Some((location, others)) = locations.split_first() else {
            self.found.insert(self.outcome());
            self.consistent += executions.len();
            return Some(());
        };
        for (seen, choices) in location {
            // One execution is enough for an outcome.
            let enough = if others.is_empty() && !self.all { 1 } else { usize::MAX };
            let mut consistent = Vec::new();
            let mut pairs = choices.iter().flat_map(|a| executions.iter().map(move |b| (a, b)));
            while consistent.len() < enough
                && let Some((choice, execution)) = pairs.next()
            {
                self.left = self.left.checked_sub(1)?;
                let both = execution.merge(choice, &self.events.sb);
                if both.is_consistent() {
                    consistent.push(both);
                }
            }
            if !consistent.is_empty() {
                self.seen.push(seen.clone());
                self.extend(&consistent, others)?;
                self.seen.pop();
            }
        }
        Some(())
    }

    fn outcome(&self) -> Outcome {
        let mut returned: Vec<_> = self.seen.iter().map(|(values, _)| values.iter()).collect();
        let mut see = |at: usize| *returned[at].next().expect("one value for each read");
        let seen = |statements: &Vec<_>| {
            let reads = statements.iter().filter(|it: &&super::program::Statement| it.reads());
            reads.filter_map(|statement| statement.at()).map(&mut see).collect()
        };
        Outcome {
            seen: self.program.threads.iter().map(seen).collect(),
            finals: self.seen.iter().map(|(_, last)| *last).collect(),
        }
    }
}
