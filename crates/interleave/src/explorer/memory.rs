//! References given up, and accesses to plain memory: edges and races, no steps.

use super::clock::Clock;
use super::execution::{Ending, Execution, wrong_kind};
use super::objects::{Object, Phase, Race};
use super::op::ObjectId;
use crate::record::Loc;
use crate::seeded::{Bug, seeded};

impl Execution {
    /// Carries the edges of a reference given up. The last owner learns what all others did, for
    /// the time of the destructor: returns what it knew before.
    pub(crate) fn drop_reference(&mut self, arc: ObjectId, last: bool) -> Clock {
        let me = self.current;
        let mine = self.knowledge().release(me);
        let Object::Arc { released, references } = &mut self.objects[arc as usize] else {
            wrong_kind()
        };
        *references -= 1;
        released.join(&mine);
        let all = *released;
        if last {
            self.knowledge().now.join(&all);
        }
        mine
    }

    /// There is a reference more.
    pub(crate) fn add_reference(&mut self, arc: ObjectId) {
        let Object::Arc { references, .. } = &mut self.objects[arc as usize] else { wrong_kind() };
        *references += 1;
    }

    /// The only owner learns what all former ones did.
    pub(crate) fn learn_of_former_owners(&mut self, arc: ObjectId) {
        let Object::Arc { released, .. } = &self.objects[arc as usize] else { wrong_kind() };
        let former = if seeded(Bug::LoneOwnerLearnsNothing) { Clock::default() } else { *released };
        self.knowledge().now.join(&former);
    }

    /// The destructor is done. Who drops last is chance unless it is a step of its own, and what
    /// holds by chance orders nothing.
    pub(crate) fn forget_others(&mut self, known_before: Clock) {
        let me = self.current;
        let own_time = self.knowledge().now.of(me);
        self.knowledge().now = known_before;
        self.knowledge().now.set(me, own_time);
    }

    /// Notes the beginning or the end of an access to a cell, or an access in passing. A race ends
    /// the execution, and so does an access while the pointer of another one is in use, unless both
    /// read.
    pub(crate) fn access(&mut self, cell: ObjectId, phase: Phase, writes: bool, at: Loc) {
        let me = self.current;
        let Object::Cell(state) = &mut self.objects[cell as usize] else { wrong_kind() };
        if phase == Phase::End {
            state.close(me);
        }
        let race = state.access(cell, &mut self.threads[me].knowledge, me, writes, at);
        let overlap = || state.overlap(cell, me, writes, at).filter(|_| phase != Phase::End);
        let told = |race| Race { drops: phase == Phase::Drop, ..race };
        let race = race.map(|race| Ending::Race(told(race)));
        self.ending = race.or_else(|| overlap().map(|overlap| Ending::Overlap(told(overlap))));
        if phase == Phase::Begin {
            state.open(me, writes, at);
        }
    }

    /// An access has ended by a panic.
    pub(crate) fn close_access(&mut self, cell: ObjectId) {
        let me = self.current;
        if let Object::Cell(state) = &mut self.objects[cell as usize] {
            state.close(me);
        }
    }
}
