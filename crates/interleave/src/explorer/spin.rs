//! Loops that only look: `while !flag.load() { yield_now() }`.
//!
//! A turn of such a loop that finds everything as it was changes nothing, so a second one in a row is
//! a repetition, however often it is run. So the yield of a loop that is known to spin waits until
//! something that its last turn read has changed: nothing is left out, and the loop has an end. If
//! nobody is left to change it, it never ends, which is a livelock.
//!
//! A loop that counts its turns and gives up looks the same at first. So when a thread comes back to
//! a yield having only looked, and it is not yet known of this yield, the thread is left to run alone:
//! if it is still there after a hundred turns it spins, else it gives up. Either is remembered for the
//! place, and the search starts over. Loops that give up, and those that do more than look, go by
//! [`fairness`](super::fairness).

use super::op::{ObjectId, Op};
use crate::record::Loc;

/// Turns after which a loop is held to go on for ever.
const TURNS: u32 = 100;

/// Objects that a turn may look at.
pub(super) const LOOKED_AT: usize = 4;

/// What a thread has done since it last yielded or changed something.
#[derive(Default)]
pub(crate) struct Turn {
    /// Where it last yielded, if it has only looked since.
    yielded: Option<Loc>,
    /// What it has looked at, and as which version.
    looked: Vec<(ObjectId, u32)>,
    /// Turns that it has run alone, to see whether it gives up.
    alone: u32,
}

impl Turn {
    /// The thread looked at objects, which are of these versions.
    pub(super) fn looks(&mut self, op: &Op, version: impl Fn(ObjectId) -> u32) {
        for object in op.objects().into_iter().flatten() {
            self.looked.push((object, version(object)));
        }
    }

    /// The thread did something else.
    pub(crate) fn acts(&mut self) {
        self.yielded = None;
        self.looked.clear();
    }

    /// It has come back to where it yielded before, and has only looked in between.
    pub(super) fn repeats(&self, at: Loc) -> bool {
        self.yielded == Some(at) && !self.looked.is_empty()
    }

    /// It yields.
    pub(super) fn yields(&mut self, at: Loc) {
        self.yielded = Some(at);
        self.looked.clear();
    }

    /// Another turn that it has run alone; `true` if that is enough.
    pub(super) fn alone(&mut self) -> bool {
        self.alone += 1;
        self.alone >= TURNS
    }

    /// Something that it looked at has changed since.
    pub(super) fn has_news(&self, version: impl Fn(ObjectId) -> u32) -> bool {
        self.looked.iter().any(|(object, seen)| version(*object) != *seen)
    }

    /// What it has looked at; `None` if that is too much, or nothing.
    pub(super) fn objects(&self) -> Option<[Option<ObjectId>; LOOKED_AT]> {
        let mut objects = [None; LOOKED_AT];
        let mut different: Vec<_> = self.looked.iter().map(|(object, _)| *object).collect();
        different.sort_unstable();
        different.dedup();
        if different.is_empty() || different.len() > LOOKED_AT {
            return None;
        }
        for (place, object) in objects.iter_mut().zip(different) {
            *place = Some(object);
        }
        Some(objects)
    }
}
