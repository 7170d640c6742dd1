//! Operations: what a thread announces before it does it, and which pairs of them commute.
//!
//! Two operations are *dependent* when their order can matter. The search tries both orders of
//! dependent operations and one order of independent ones, so this module decides what
//! "every interleaving" leaves out as a repetition.

use crate::machine::Act;
use crate::seeded;
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
    /// Looks at the atomic, and begins to wait on its address if it has this value.
    FutexWait {
        atomic: ObjectId,
        expected: u64,
    },
    /// The second half of a wait: woken.
    FutexWoken {
        atomic: ObjectId,
    },
    FutexWake {
        atomic: ObjectId,
        all: bool,
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
        /// May end by itself, after so many nanoseconds.
        nanos: Option<u64>,
    },
    /// The second half of a wait: woken, and the mutex free again.
    Reacquire {
        condvar: ObjectId,
        mutex: ObjectId,
        nanos: Option<u64>,
    },
    Notify {
        condvar: ObjectId,
        all: bool,
    },
    /// An action on one of the [machines](crate::machine).
    Act {
        object: ObjectId,
        act: Act,
    },
    Join {
        thread: usize,
    },
    Yield,
    /// The yield of a loop that only looks: waits until something of it has changed.
    Await,
    Sleep {
        nanos: u64,
    },
    /// Reads the clock.
    Now,
    /// Does something with the count of an `Arc`, where that is visible.
    Count {
        arc: ObjectId,
        counting: Counting,
    },
}

/// What is done with the count of an `Arc`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Counting {
    /// A reference more, by who holds one.
    More,
    /// A reference less, perhaps the last.
    Less,
    /// Looks at the counts, or needs to be the only owner.
    Look,
    /// Gives up a reference, and asks whether it is the last.
    Take,
    /// A weak one becomes a strong one, if there is one left.
    Upgrade,
}

/// What an operation does to which objects, whatever the values.
pub(crate) type Signature = (Discriminant<Op>, [Option<ObjectId>; 2], Option<Act>);

impl Op {
    pub(crate) fn signature(&self) -> Signature {
        let act = if let Op::Act { act, .. } = *self { Some(act) } else { None };
        (discriminant(self), self.objects(), act)
    }

    /// The objects that the operation reads or changes.
    pub(super) fn objects(&self) -> [Option<ObjectId>; 2] {
        match *self {
            Op::Load { atomic, .. }
            | Op::Store { atomic, .. }
            | Op::Update { atomic, .. }
            | Op::CompareExchange { atomic, .. }
            | Op::FutexWait { atomic, .. }
            | Op::FutexWoken { atomic }
            | Op::FutexWake { atomic, .. } => [Some(atomic), None],
            Op::Lock { mutex }
            | Op::TryLock { mutex }
            | Op::Unlock { mutex, .. }
            | Op::IsPoisoned { mutex }
            | Op::ClearPoison { mutex } => [Some(mutex), None],
            Op::Wait { condvar, mutex, .. } | Op::Reacquire { condvar, mutex, .. } => {
                [Some(condvar), Some(mutex)]
            }
            Op::Notify { condvar, .. } => [Some(condvar), None],
            Op::Act { object, .. } => [Some(object), None],
            Op::Count { arc, .. } => [Some(arc), None],
            Op::Fence { .. }
            | Op::Join { .. }
            | Op::Yield
            | Op::Await
            | Op::Sleep { .. }
            | Op::Now => [None, None],
        }
    }

    pub(super) fn only_reads(&self) -> bool {
        match self {
            Op::Load { .. } | Op::IsPoisoned { .. } => true,
            Op::Count { counting, .. } => *counting == Counting::Look,
            _ => false,
        }
    }

    /// Changes nothing, if it does not: what a loop that waits may do in its turns.
    pub(super) fn may_look(&self) -> bool {
        match *self {
            Op::Load { .. }
            | Op::Update { .. }
            | Op::CompareExchange { .. }
            | Op::Fence { .. }
            | Op::TryLock { .. }
            | Op::IsPoisoned { .. } => true,
            Op::Count { counting, .. } => counting == Counting::Look,
            Op::Act { act, .. } => {
                act.timeout().is_none() && (act.only_reads() || act.is_attempt())
            }
            _ => false,
        }
    }

    /// The atomic whose value it reads.
    pub(super) fn reads(&self) -> Option<ObjectId> {
        match *self {
            Op::Load { atomic, .. }
            | Op::Update { atomic, .. }
            | Op::CompareExchange { atomic, .. } => Some(atomic),
            _ => None,
        }
    }

    /// The atomic to which it may store.
    pub(super) fn writes(&self) -> Option<ObjectId> {
        match *self {
            Op::Store { atomic, .. }
            | Op::Update { atomic, .. }
            | Op::CompareExchange { atomic, .. } => Some(atomic),
            _ => None,
        }
    }

    fn only_wakes(&self) -> bool {
        matches!(self, Op::FutexWake { .. } | Op::FutexWoken { .. })
    }

    fn only_values(&self) -> bool {
        matches!(
            self,
            Op::Load { .. } | Op::Store { .. } | Op::Update { .. } | Op::CompareExchange { .. }
        )
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

    /// What a wait with a time limit costs if it ends by itself, in nanoseconds.
    pub(crate) fn timeout(&self) -> Option<u64> {
        match *self {
            Op::Reacquire { nanos, .. } => nanos,
            Op::Act { act, .. } => act.timeout(),
            Op::Sleep { nanos } => Some(nanos),
            _ => None,
        }
    }

    /// May have to wait for another thread.
    pub(crate) fn may_block(&self) -> bool {
        match *self {
            Op::Lock { .. }
            | Op::Reacquire { .. }
            | Op::FutexWoken { .. }
            | Op::Join { .. }
            | Op::Yield
            | Op::Await
            | Op::Sleep { .. } => true,
            Op::Act { act, .. } => act.may_block(),
            _ => false,
        }
    }

    /// The order of the two can matter.
    ///
    /// Yields, fences and joins never do under sequential consistency: a fence has no effect of its
    /// own there, and a join is ordered after the whole of the thread it waits for anyway.
    #[inline]
    pub(crate) fn depends_on(&self, other: &Op) -> bool {
        if seeded::taken_for_independent(self, other) {
            return false;
        }
        match (self, other) {
            (Op::Now, other) | (other, Op::Now) => {
                return matches!(other, Op::Now) || other.timeout().is_some();
            }
            // A loop looks again only where the execution is a repetition anyway.
            (Op::Await, _) | (_, Op::Await) => return false,
            (Op::Act { object: a, act }, Op::Act { object: b, act: other }) => {
                return a == b && !act.commutes_with(*other);
            }
            (Op::Count { arc: a, counting }, Op::Count { arc: b, counting: other }) => {
                return a == b && !counting.commutes_with(*other);
            }
            _ => {}
        }
        if self.only_reads() && other.only_reads() {
            return false;
        }
        // Who begins to wait or goes on is noticed by those who wake, and by no one else.
        let only_waits =
            |op: &Op| op.only_reads() || matches!(op, Op::FutexWait { .. } | Op::FutexWoken { .. });
        if only_waits(self) && only_waits(other) {
            return false;
        }
        // To wake looks at who waits, to load or store at the value.
        if self.only_wakes() && other.only_values() || self.only_values() && other.only_wakes() {
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

impl Op {
    /// The same with an ordering that does what this one does, too, as far as the operation can.
    pub(super) fn strengthened(mut self, with: Ordering) -> Op {
        let can = |ours: &mut Ordering, acquires_too: bool, releases_too: bool| {
            let acquire = acquires_too && (acquires(*ours) || acquires(with));
            let release = releases_too && (releases(*ours) || releases(with));
            *ours = match (acquire, release) {
                _ if *ours == Ordering::SeqCst || with == Ordering::SeqCst => Ordering::SeqCst,
                (true, true) => Ordering::AcqRel,
                (true, false) => Ordering::Acquire,
                (false, true) => Ordering::Release,
                (false, false) => Ordering::Relaxed,
            };
        };
        match &mut self {
            Op::Load { order, .. } => can(order, true, false),
            Op::Store { order, .. } => can(order, false, true),
            Op::Update { order, .. } => can(order, true, true),
            Op::CompareExchange { exchange, .. } => {
                can(&mut exchange.success, true, true);
                can(&mut exchange.failure, true, false);
            }
            _ => {}
        }
        self
    }
}

impl Counting {
    /// A reference more or less by who holds another one is noticed by nobody who does not look.
    fn commutes_with(self, other: Counting) -> bool {
        use Counting::{Less, Look, More, Take, Upgrade};
        matches!(
            (self, other),
            (More, More | Less | Take | Upgrade)
                | (Less | Take | Upgrade, More)
                | (Look, Look)
                | (Upgrade, Upgrade)
        )
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
