//! Operations: what a thread announces before it does it, and which pairs of them commute.
//!
//! Two operations are *dependent* when their order can matter. The search tries both orders of
//! dependent operations and one order of independent ones, so this module decides what
//! "every interleaving" leaves out as a repetition.

use std::mem::{Discriminant, discriminant};
use std::sync::atomic::Ordering;

/// Index of an object in its execution.
pub(crate) type ObjectId = u32;

/// A read-modify-write: its name for the report, and what it computes of the old value and its
/// operand.
#[derive(Clone, Copy)]
pub(crate) struct Update {
    pub(crate) name: &'static str,
    pub(crate) operand: u64,
    pub(crate) apply: fn(u64, u64) -> u64,
}

/// The expected and the new value of a compare-exchange, with both orderings.
#[derive(Clone, Copy)]
pub(crate) struct Exchange {
    pub(crate) expected: u64,
    pub(crate) new: u64,
    pub(crate) success: Ordering,
    pub(crate) failure: Ordering,
    /// `compare_exchange_weak`: may fail although the values are equal.
    pub(crate) weak: bool,
}

/// A visible operation.
#[derive(Clone, Copy)]
pub(crate) enum Op {
    Load {
        atomic: ObjectId,
        order: Ordering,
    },
    Store {
        atomic: ObjectId,
        value: u64,
        order: Ordering,
    },
    Update {
        atomic: ObjectId,
        update: Update,
        order: Ordering,
    },
    CompareExchange {
        atomic: ObjectId,
        exchange: Exchange,
    },
    Fence {
        order: Ordering,
    },
    Lock {
        mutex: ObjectId,
    },
    TryLock {
        mutex: ObjectId,
    },
    Unlock {
        mutex: ObjectId,
        poisons: bool,
    },
    IsPoisoned {
        mutex: ObjectId,
    },
    ClearPoison {
        mutex: ObjectId,
    },
    /// Unlocks the mutex and starts to wait, in one step.
    Wait {
        condvar: ObjectId,
        mutex: ObjectId,
    },
    /// The second half of a wait: woken, and the mutex free again.
    Reacquire {
        condvar: ObjectId,
        mutex: ObjectId,
    },
    Notify {
        condvar: ObjectId,
        all: bool,
    },
    Join {
        thread: usize,
    },
    Yield,
    /// Gives up one reference. A step only where the last owner's destructor does operations.
    DropArc {
        arc: ObjectId,
    },
}

/// What an operation does to which objects, whatever the values.
pub(crate) type Signature = (Discriminant<Op>, [Option<ObjectId>; 2]);

impl Op {
    pub(crate) fn signature(&self) -> Signature {
        (discriminant(self), self.objects())
    }

    /// The objects that the operation reads or changes.
    fn objects(&self) -> [Option<ObjectId>; 2] {
        match *self {
            Op::Load { atomic, .. }
            | Op::Store { atomic, .. }
            | Op::Update { atomic, .. }
            | Op::CompareExchange { atomic, .. } => [Some(atomic), None],
            Op::Lock { mutex }
            | Op::TryLock { mutex }
            | Op::Unlock { mutex, .. }
            | Op::IsPoisoned { mutex }
            | Op::ClearPoison { mutex } => [Some(mutex), None],
            Op::Wait { condvar, mutex } | Op::Reacquire { condvar, mutex } => {
                [Some(condvar), Some(mutex)]
            }
            Op::Notify { condvar, .. } => [Some(condvar), None],
            Op::DropArc { arc } => [Some(arc), None],
            Op::Fence { .. } | Op::Join { .. } | Op::Yield => [None, None],
        }
    }

    fn only_reads(&self) -> bool {
        matches!(self, Op::Load { .. } | Op::IsPoisoned { .. })
    }

    /// The mutex that is free behind it.
    pub(crate) fn releases(&self) -> Option<ObjectId> {
        match *self {
            Op::Unlock { mutex, .. } | Op::Wait { mutex, .. } => Some(mutex),
            _ => None,
        }
    }

    /// The mutex that it waits for.
    pub(crate) fn acquires(&self) -> Option<ObjectId> {
        match *self {
            Op::Lock { mutex } | Op::Reacquire { mutex, .. } => Some(mutex),
            _ => None,
        }
    }

    /// The order of the two can matter.
    ///
    /// Yields, fences and joins never do under sequential consistency: a fence has no effect of its
    /// own there, and a join is ordered after the whole of the thread it waits for anyway.
    #[inline]
    pub(crate) fn depends_on(&self, other: &Op) -> bool {
        if self.only_reads() && other.only_reads() {
            return false;
        }
        let theirs = other.objects();
        self.objects().iter().flatten().any(|object| theirs.contains(&Some(*object)))
    }

    /// Some state allows both. Where none does (the mutex must be unlocked before it can be locked
    /// again) there is no other order to try.
    #[inline]
    pub(crate) fn may_be_enabled_with(&self, other: &Op) -> bool {
        let excluded = |release: &Op, acquire: &Op| {
            release.releases().is_some() && release.releases() == acquire.acquires()
        };
        !excluded(self, other) && !excluded(other, self)
    }

    /// The weakest ordering that the operation names.
    pub(crate) fn weakest_order(&self) -> Option<Ordering> {
        match *self {
            Op::Load { order, .. }
            | Op::Store { order, .. }
            | Op::Update { order, .. }
            | Op::Fence { order } => Some(order),
            Op::CompareExchange { exchange, .. } if exchange.success == Ordering::SeqCst => {
                Some(exchange.failure)
            }
            Op::CompareExchange { exchange, .. } => Some(exchange.success),
            _ => None,
        }
    }
}

/// The ordering makes a read synchronize with the write that it reads from.
pub(crate) fn acquires(order: Ordering) -> bool {
    matches!(order, Ordering::Acquire | Ordering::AcqRel | Ordering::SeqCst)
}

/// The ordering makes a write synchronize with the reads that see it.
pub(crate) fn releases(order: Ordering) -> bool {
    matches!(order, Ordering::Release | Ordering::AcqRel | Ordering::SeqCst)
}
