//! What a pass learns of the code under test.
//!
//! As in the explorer: what is learned belongs to the place that makes an object, and the pass
//! starts over with it.

use crate::record::Loc;

/// What must be known of an object when it is made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Fact {
    /// A mutex: `try_lock` is used. loom's own unlock is no step, so that never fails.
    Tried,
    /// A condvar: its mutex is guarded.
    Guarded,
    /// An atomic: several threads store to it, or somebody updates it. Its stores are swaps then.
    Modified,
    /// An atomic: what an update makes of a value is not what loom's own would on 64 bits.
    Narrow,
    /// What the explorer learns, under the same names.
    Explored(crate::explorer::learned::Fact),
}

/// What is known of the model.
#[derive(Default)]
pub(super) struct Learned {
    facts: Vec<(Loc, Fact)>,
    /// An ordering weaker than `SeqCst`: not every access is a read-modify-write.
    pub(super) weak: bool,
    /// There are `SeqCst` fences, beside weaker orderings.
    pub(super) fences: bool,
    /// Threads panic: loom's own mutexes poison themselves for good.
    pub(super) panics: bool,
    /// Waits have time limits, which loom's condvars have not.
    pub(super) timed: bool,
    /// Three threads or more.
    pub(super) crowd: bool,
    /// The running pass must start over.
    pub(super) more: bool,
}

impl Learned {
    pub(super) fn knows(&self, made: Loc, fact: Fact) -> bool {
        self.facts.contains(&(made, fact))
    }

    pub(super) fn learn(&mut self, made: Loc, fact: Fact) {
        if !self.knows(made, fact) {
            self.facts.push((made, fact));
            self.more = true;
        }
    }

    /// Learns one of the properties of the whole model.
    pub(super) fn note(&mut self, property: fn(&mut Learned) -> &mut bool) {
        if !std::mem::replace(property(self), true) {
            self.more = true;
        }
    }
}
