//! What a search learns of the code under test while it runs.
//!
//! Some operations are steps only where somebody can notice them: giving up an `Arc` whose destructor
//! does nothing visible is none, and makes no executions. Whether it can be noticed shows when it is
//! too late, so the search remembers it for the place that makes the object, and starts over.

use crate::record::Loc;
use crate::seeded::{Bug, seeded};
use std::cell::RefCell;

/// What can be noticed of an object.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Fact {
    /// The destructor of an `Arc`'s value does operations: who drops last makes a difference.
    DropOperates,
    /// Somebody looks at the count of an `Arc`.
    Counted,
    /// A thread waits for something while it is inside a reader-writer lock as a reader: a reader
    /// behind a waiting writer can then close a circle.
    Queues,
    /// More threads use a barrier than it waits for.
    Crowded,
    /// Somebody asks whether a thread has finished.
    Exits,
    /// A loop that yields here only looks, and goes on until something has changed.
    Spins,
    /// A loop that yields here gives up after some turns.
    GivesUp,
}

impl Fact {
    const ALL: [Fact; 7] = [
        Fact::DropOperates,
        Fact::Counted,
        Fact::Queues,
        Fact::Crowded,
        Fact::Exits,
        Fact::Spins,
        Fact::GivesUp,
    ];

    /// The fact of this number.
    pub(crate) fn of(number: usize) -> Option<Self> {
        Fact::ALL.get(number).copied()
    }
}

/// How often a loop is watched, with something new to read each time.
const MOST_SPUN: usize = 64;

/// Facts about objects, by the places that make them.
#[derive(Default)]
pub(crate) struct Learned {
    facts: Vec<(Loc, Fact)>,
    /// Loops that were seen to spin, and what they had read.
    spun: Vec<(Loc, u64)>,
    /// Known from the beginning, of the places in the order in which an execution asks for them.
    pub(crate) given: Vec<(usize, Fact)>,
    /// The places for which the running execution has asked.
    asked: RefCell<Vec<Loc>>,
    /// Something was learned in the running execution: the search must start over.
    pub(crate) more: bool,
}

impl Learned {
    pub(crate) fn knows(&self, made: Loc, fact: Fact) -> bool {
        let mut asked = self.asked.borrow_mut();
        // Comparing addresses is enough: a place that has two is asked for in the same order again.
        let before = asked.iter().position(|place| std::ptr::eq(*place, made));
        let number = before.unwrap_or_else(|| {
            asked.push(made);
            asked.len() - 1
        });
        self.facts.contains(&(made, fact)) || self.given.contains(&(number, fact))
    }

    /// Another execution begins.
    pub(super) fn restart(&mut self) {
        self.asked.get_mut().clear();
    }

    /// What is known of the places for which the running execution has asked.
    pub(crate) fn of_this_execution(&self) -> Vec<(usize, Fact)> {
        let asked = self.asked.borrow();
        let of = |(place, fact): &(Loc, Fact)| {
            Some((asked.iter().position(|asked| asked == place)?, *fact))
        };
        self.facts.iter().filter_map(of).chain(self.given.iter().copied()).collect()
    }

    /// Takes all loops that spin for ones that may give up.
    #[cfg(test)]
    pub(super) fn doubt_that_loops_spin(&mut self) {
        let spinning: Vec<_> =
            self.facts.iter().filter(|(_, fact)| *fact == Fact::Spins).map(|(at, _)| *at).collect();
        self.facts.extend(spinning.into_iter().map(|at| (at, Fact::GivesUp)));
    }

    /// Whether the loop that yields there was seen to spin after it had read this; or so often that
    /// nothing new is to be expected.
    pub(super) fn has_spun(&self, at: Loc, read: u64) -> bool {
        self.spun.contains(&(at, read))
            || self.spun.iter().filter(|(place, _)| *place == at).count() >= MOST_SPUN
    }

    pub(super) fn spins(&mut self, at: Loc, read: u64) {
        self.spun.push((at, read));
        self.learn(at, Fact::Spins);
    }

    pub(crate) fn learn(&mut self, made: Loc, fact: Fact) {
        if !self.knows(made, fact) && !seeded(Bug::NothingIsLearned) {
            self.facts.push((made, fact));
            self.more = true;
        }
    }
}
