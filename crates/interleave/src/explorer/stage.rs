//! Where a machine takes its step: the scene, as the explorer sets it.

use super::clock::Clock;
use super::objects::Knowledge;
use super::search::Search;
use crate::machine::{Act, Scene};
use crate::record::Loc;
use crate::seeded;

/// Where a machine takes its step.
pub(super) struct Stage<'a> {
    pub(super) me: usize,
    pub(super) at: Loc,
    pub(super) act: Act,
    pub(super) knowledge: &'a mut Knowledge,
    pub(super) slots: &'a mut Vec<Clock>,
    pub(super) search: &'a mut Search,
}

impl Stage<'_> {
    fn slot(&mut self, slot: usize) -> &mut Clock {
        if self.slots.len() <= slot {
            self.slots.resize(slot + 1, Clock::default());
        }
        &mut self.slots[slot]
    }
}

impl Scene for Stage<'_> {
    fn me(&self) -> usize {
        self.me
    }

    fn at(&self) -> Loc {
        self.at
    }

    fn release(&mut self, slot: usize) {
        let known = self.knowledge.release(self.me);
        if !seeded::tells_nothing(self.act) {
            self.slot(slot).join(&known);
        }
    }

    fn acquire(&mut self, slot: usize) {
        let released = *self.slot(slot);
        if !seeded::learns_nothing(self.act) {
            self.knowledge.now.join(&released);
        }
    }

    fn pick(&mut self, options: usize) -> usize {
        self.search.choose(options)
    }
}
