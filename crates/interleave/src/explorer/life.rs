//! Who made an object, and who used it last.
//!
//! To make an object, to take its value out and to drop it are accesses to plain memory. So whoever
//! uses an object must come after its maker, and whoever drops it after all who used it: a pointer that
//! a `Relaxed` store publishes leads to memory that is not there yet.

use super::clock::Clock;
use super::execution::{Ending, Execution};
use super::objects::Race;
use super::op::{ObjectId, Op};
use crate::record::Loc;
use crate::seeded::{Bug, seeded};

/// What is known of an object's life.
#[derive(Clone, Copy)]
pub(crate) struct Life {
    /// Who made it, or changed it without a step, and when; 0 for before all.
    maker: usize,
    made: u32,
    /// The line of the record that followed.
    line: u32,
    /// The newest use by each thread.
    used: Clock,
}

impl Life {
    pub(super) fn new(maker: usize, made: u32, line: usize) -> Self {
        Life { maker, made, line: line as u32, used: Clock::default() }
    }
}

impl Execution {
    /// Whether the running thread comes after the makers of what it uses. If not, the execution ends.
    pub(super) fn comes_after_makers(&mut self, op: &Op, at: Loc) -> bool {
        let me = self.current;
        let now = &self.threads[me].knowledge.now;
        for object in op.objects().into_iter().flatten() {
            let life = &mut self.lives[object as usize];
            if now.of(life.maker) < life.made && !seeded(Bug::ObjectsWereThereBefore) {
                let (other, other_at) = (life.maker, self.infos[object as usize].created);
                self.ending = Some(Ending::Race(Race {
                    cell: object,
                    thread: me,
                    writes: op.writes().is_some(),
                    drops: false,
                    at,
                    other,
                    other_writes: true,
                    other_at,
                    made: Some(life.line),
                }));
                return false;
            }
            life.used.set(me, now.of(me) + 1);
        }
        true
    }

    /// Where the running thread was last seen; or where the object was made.
    pub(crate) fn seen_at(&self, object: ObjectId) -> Loc {
        let seen = self.threads[self.current].seen_at;
        seen.unwrap_or(self.infos[object as usize].created)
    }

    /// The running thread takes an object for itself: to change it without a step, or to drop it.
    pub(crate) fn take_over(&mut self, object: ObjectId, at: Loc, drops: bool) {
        let me = self.current;
        self.threads[me].knowledge.now.tick(me);
        let now = self.threads[me].knowledge.now;
        let line = self.log.len();
        let life = &mut self.lives[object as usize];
        let used = life.used;
        let unknown = used.not_before(&now);
        let unmade = (now.of(life.maker) < life.made).then_some(life.maker);
        *life = Life { used, ..Life::new(me, now.of(me), line) };
        if let Some(other) = unknown.or(unmade).filter(|_| !seeded(Bug::ObjectsWereThereBefore)) {
            let created = self.infos[object as usize].created;
            let use_of = |event: &&crate::record::Event| {
                event.thread == other && event.effect.atomic() == Some(object)
            };
            let other_at = self.log.iter().rev().find(use_of).map_or(created, |event| event.at);
            let race = Race {
                cell: object,
                thread: me,
                writes: true,
                drops,
                at,
                other,
                other_writes: false,
                other_at,
                made: None,
            };
            if drops {
                // Beside it may be a cell, and what is in it is what matters.
                self.late_race.get_or_insert(race);
            } else {
                self.ending = Some(Ending::Race(race));
            }
        }
    }

    /// Nothing more is dropped with an atomic that raced.
    pub(crate) fn ends_by_late_race(&mut self) -> bool {
        if self.late_race.is_none() {
            return false;
        }
        self.ending = self.late_race.take().map(Ending::Race);
        true
    }
}
