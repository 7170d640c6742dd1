//! The record of one execution: what each step did, where, and to which object.
//!
//! Recording is a push of a small `Copy` value; names and texts are made when a report is written.

use crate::explorer::op::{Counting, ObjectId};
use crate::machine::{Act, Answer};
use std::panic::Location;
use std::sync::atomic::Ordering;

pub(crate) mod history;
pub(crate) mod value;

pub(crate) use value::Shape;

/// A place in the source.
pub(crate) type Loc = &'static Location<'static>;

/// What an object is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    Atomic,
    Mutex,
    Condvar,
    Cell,
    Arc,
    RwLock,
    Barrier,
    Once,
    Channel,
    /// A thread, as others see it.
    Thread,
    Track,
}

impl Kind {
    /// The name that stands for an object whose source line gives it none.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Kind::Atomic => "atomic",
            Kind::Mutex => "mutex",
            Kind::Condvar => "condvar",
            Kind::Cell => "cell",
            Kind::Arc => "arc",
            Kind::RwLock => "rwlock",
            Kind::Barrier => "barrier",
            Kind::Once => "once",
            Kind::Channel => "channel",
            Kind::Thread => "thread",
            Kind::Track => "allocation",
        }
    }

    /// The same in a sentence.
    pub(crate) fn with_article(self) -> &'static str {
        match self {
            Kind::Atomic => "an atomic",
            Kind::Mutex => "a mutex",
            Kind::Condvar => "a condvar",
            Kind::Cell => "an `UnsafeCell`",
            Kind::Arc => "an `Arc`",
            Kind::RwLock => "a reader-writer lock",
            Kind::Barrier => "a barrier",
            Kind::Once => "a `Once`",
            Kind::Channel => "a channel",
            Kind::Thread => "a thread",
            Kind::Track => "a tracked allocation",
        }
    }
}

/// An object of the model, as the report needs it.
#[derive(Clone, Copy)]
pub(crate) struct ObjectInfo {
    pub(crate) kind: Kind,
    /// How its values are written.
    pub(crate) shape: Shape,
    pub(crate) created: Loc,
}

/// Where a value that an access reads comes from.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub(crate) struct Origin {
    /// The line of the record that stored it; none for the initial value.
    pub(crate) stored: Option<u32>,
    /// It is not the newest.
    pub(crate) newest: Option<Newest>,
}

/// The last store in modification order, where an access has to do with an older one.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Newest {
    pub(crate) value: u64,
    pub(crate) stored: Option<u32>,
}

/// What a step did.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Effect {
    Spawn {
        child: usize,
    },
    Join {
        child: usize,
    },
    Exit,
    /// The thread panicked: its so many-th panic.
    Panicked {
        panic: usize,
    },
    /// The thread ended by a panic that it did not catch.
    Died,
    Load {
        atomic: ObjectId,
        order: Ordering,
        value: u64,
        origin: Origin,
    },
    Store {
        atomic: ObjectId,
        order: Ordering,
        value: u64,
        /// Before which it takes its place in the modification order, if it does not come last.
        before: Option<Newest>,
    },
    Update {
        atomic: ObjectId,
        name: &'static str,
        order: Ordering,
        old: u64,
        new: u64,
        origin: Origin,
    },
    Exchanged {
        atomic: ObjectId,
        weak: bool,
        order: Ordering,
        old: u64,
        new: u64,
        origin: Origin,
    },
    ExchangeFailed {
        atomic: ObjectId,
        weak: bool,
        order: Ordering,
        expected: u64,
        found: u64,
        origin: Origin,
    },
    Fence {
        order: Ordering,
    },
    Lock {
        mutex: ObjectId,
        value: Option<u64>,
    },
    TryLockFailed {
        mutex: ObjectId,
    },
    Unlock {
        mutex: ObjectId,
        value: Option<u64>,
        poisons: bool,
    },
    IsPoisoned {
        mutex: ObjectId,
        poisoned: bool,
    },
    ClearPoison {
        mutex: ObjectId,
    },
    Wait {
        condvar: ObjectId,
        mutex: ObjectId,
    },
    Woken {
        condvar: ObjectId,
        mutex: ObjectId,
        why: Wake,
    },
    Notify {
        condvar: ObjectId,
        all: bool,
        woken: u16,
    },
    Yield,
    Read {
        cell: ObjectId,
        value: Option<u64>,
    },
    Write {
        cell: ObjectId,
        value: Option<u64>,
    },
    /// A step that a machine took.
    Act {
        object: ObjectId,
        act: Act,
        answer: Answer,
        /// The value that is protected or passed on.
        value: Option<u64>,
    },
    FutexWait {
        atomic: ObjectId,
        expected: u64,
        found: u64,
        origin: Origin,
    },
    FutexWoken {
        atomic: ObjectId,
        why: Wake,
    },
    FutexWake {
        atomic: ObjectId,
        all: bool,
        woken: u16,
    },
    Sleep {
        nanos: u64,
    },
    /// The clock was read.
    Now {
        nanos: u64,
    },
    /// A value of `choose`.
    Chosen {
        value: usize,
        options: usize,
    },
    Count {
        arc: ObjectId,
        counting: Counting,
    },
    /// A `reach!` was reached.
    Reached {
        what: &'static str,
    },
}

impl Effect {
    /// The atomic to whose value the step has to do.
    pub(crate) fn atomic(&self) -> Option<ObjectId> {
        match *self {
            Effect::Load { atomic, .. }
            | Effect::Store { atomic, .. }
            | Effect::Update { atomic, .. }
            | Effect::Exchanged { atomic, .. }
            | Effect::ExchangeFailed { atomic, .. }
            | Effect::FutexWait { atomic, .. } => Some(atomic),
            _ => None,
        }
    }
}

/// Why a wait came to its end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Wake {
    Notified,
    Spurious,
    TimedOut,
}

/// One line of the record.
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct Event {
    pub(crate) thread: usize,
    pub(crate) effect: Effect,
    pub(crate) at: Loc,
}
