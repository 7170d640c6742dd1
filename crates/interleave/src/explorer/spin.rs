//! Loops that only look: `while !flag.load() { yield_now() }`.
//!
//! A turn of such a loop that finds everything as it was changes nothing, so a second one in a row is
//! a repetition, however often it is run. So the yield of a loop that is known to spin waits until
//! something that its last turn read has changed: nothing is left out, and the loop has an end. If
//! nobody is left to change it, it never ends, which is a livelock.
//!
//! In the reduced search it waits until all others are through or wait too. A turn that looks too
//! early changes nothing, so the execution without it is another one, which that search finds: as the
//! look and the change race, the change is tried first. If it turns out that there are news, the rest
//! is known to be a repetition (Kokologiannakis, Ren, Vafeiadis, "Dynamic partial order reductions
//! for spinloops", FMCAD 2021).
//!
//! A loop that counts its turns and gives up looks the same at first, and so does one that asks one
//! object after the other. So when a thread comes back to a yield having only looked, and has read
//! there what it has not read before, the thread is left to run alone: if it is still there after a
//! hundred turns, and has looked at the same objects in each, it spins, else it gives up. Either is
//! remembered for the place; what is new of a place starts the search over. Loops that give up, and
//! those that do more than look, go by [`fairness`](super::fairness).

use super::op::{ObjectId, Op};
use crate::machine::Answer;
use crate::record::Loc;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Turns after which a loop is held to go on for ever.
const TURNS: u32 = 100;

/// What a thread has done since it last yielded or changed something.
#[derive(Default)]
pub(crate) struct Turn {
    /// Where it last yielded, if it has only looked since.
    yielded: Option<Loc>,
    /// What it has looked at, and as which version.
    looked: Vec<(ObjectId, u32)>,
    /// A number for what it has read.
    read: u64,
    /// What it looked at in the turn before, if that was one of the same loop.
    before: Option<Vec<ObjectId>>,
    /// Turns that it has run alone, to see whether it gives up.
    alone: u32,
}

impl Turn {
    /// The thread looked at objects, which are of these versions, and read this there.
    pub(super) fn looks(&mut self, op: &Op, answer: Answer, version: impl Fn(ObjectId) -> u32) {
        for object in op.objects().into_iter().flatten() {
            self.looked.push((object, version(object)));
        }
        let mut hasher = DefaultHasher::new();
        (self.read, answer.value, answer.done).hash(&mut hasher);
        self.read = hasher.finish();
    }

    /// The thread did something else.
    pub(crate) fn acts(&mut self) {
        self.yielded = None;
        self.before = None;
        self.begins();
    }

    fn begins(&mut self) {
        self.looked.clear();
        self.read = 0;
    }

    /// It has come back to where it yielded before, and has only looked in between.
    pub(super) fn repeats(&self, at: Loc) -> bool {
        self.yielded == Some(at) && !self.looked.is_empty()
    }

    /// It yields.
    pub(super) fn yields(&mut self, at: Loc) {
        self.before = self.repeats(at).then(|| self.different());
        self.yielded = Some(at);
        self.begins();
    }

    /// What it has read.
    pub(super) fn read(&self) -> u64 {
        self.read
    }

    /// It has not looked at the same objects as in the turn before.
    pub(super) fn looks_elsewhere(&self) -> bool {
        self.before.as_ref().is_some_and(|before| *before != self.different())
    }

    fn different(&self) -> Vec<ObjectId> {
        let mut different: Vec<_> = self.looked.iter().map(|(object, _)| *object).collect();
        different.sort_unstable();
        different.dedup();
        different
    }

    /// It begins to run alone.
    pub(super) fn is_left_alone(&mut self) {
        self.alone = 0;
        self.before = None;
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

    /// It has looked at something.
    pub(super) fn has_looked(&self) -> bool {
        !self.looked.is_empty()
    }
}
