//! Primitives as state machines: what each of their actions needs, and what it does.
//!
//! An action is one step. Before it is done the engine asks whether the object's state allows it
//! ([`Gauge::allows`]); a thread whose action is not ready is blocked. Doing it
//! ([`Machine::apply`]) changes the state and says, through [`Scene`], which happens-before edges it
//! carries. Nothing here schedules, waits or counts time: both engines run the same machines.
//!
//! One file for each primitive, with its protocol on top.

pub(crate) mod barrier;
pub(crate) mod channel;
pub(crate) mod once;
pub(crate) mod parker;
pub(crate) mod rwlock;

use crate::record::Loc;

/// What an operation returns to the primitive that asked for it.
#[derive(Clone, Copy, PartialEq, Default, Debug)]
pub(crate) struct Answer {
    /// The value that was read; of a lock, whether it is poisoned.
    pub(crate) value: u64,
    /// The compare-exchange, `try_lock` … succeeded.
    pub(crate) done: bool,
}

impl Answer {
    pub(crate) const fn done(value: u64) -> Self {
        Answer { value, done: true }
    }

    pub(crate) const fn not_done(value: u64) -> Self {
        Answer { value, done: false }
    }
}

/// An action on a machine.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Act {
    RwLock(rwlock::Act),
    Barrier(barrier::Act),
    Once(once::Act),
    Channel(channel::Act),
    Parker(parker::Act),
}

/// The state of a machine.
#[derive(Debug)]
pub(crate) enum Machine {
    RwLock(rwlock::RwLock),
    Barrier(barrier::Barrier),
    Once(once::Once),
    Channel(channel::Channel),
    Parker(parker::Parker),
}

/// As much of a machine's state as decides which actions are ready.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Gauge {
    RwLock(rwlock::Gauge),
    Barrier(barrier::Gauge),
    Once(once::Gauge),
    Channel(channel::Gauge),
    Parker(parker::Gauge),
}

impl Gauge {
    /// Whether the action can be done in such a state.
    pub(crate) fn allows(self, act: Act) -> bool {
        match (self, act) {
            (Gauge::RwLock(gauge), Act::RwLock(act)) => gauge.allows(act),
            (Gauge::Barrier(gauge), Act::Barrier(act)) => gauge.allows(act),
            (Gauge::Once(gauge), Act::Once(act)) => gauge.allows(act),
            (Gauge::Channel(gauge), Act::Channel(act)) => gauge.allows(act),
            (Gauge::Parker(gauge), Act::Parker(act)) => gauge.allows(act),
            _ => wrong_machine(),
        }
    }
}

/// Whether two actions on one machine, each with the gauge before it, can swap places. More than
/// [`Act::commutes_with`] can tell.
pub(crate) fn independent(a: Act, before_a: Gauge, b: Act, before_b: Gauge) -> bool {
    let one_way = |a, before_a, b, before_b| match (a, before_a, b, before_b) {
        (Act::Channel(a), Gauge::Channel(before_a), Act::Channel(b), Gauge::Channel(before_b)) => {
            channel::independent(a, before_a, b, before_b)
        }
        (Act::Once(a), Gauge::Once(before_a), Act::Once(b), Gauge::Once(before_b)) => {
            once::independent(a, before_a, b, before_b)
        }
        (Act::Barrier(a), Gauge::Barrier(before_a), Act::Barrier(b), _) => {
            barrier::independent(a, before_a, b)
        }
        _ => false,
    };
    a.commutes_with(b) || one_way(a, before_a, b, before_b) || one_way(b, before_b, a, before_a)
}

/// How a thread keeps others from an object.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Hold {
    Locks,
    Reads,
    Writes,
    Initializes,
}

/// Where an action happens: who does it, and what it can ask of the engine.
///
/// Edges go by *slots*, which a machine numbers as it likes: what is released into a slot is known
/// to whoever acquires from it later.
pub(crate) trait Scene {
    /// The thread that acts.
    fn me(&self) -> usize;
    /// The place in the source from which it acts.
    fn at(&self) -> Loc;
    /// Adds all that the thread knows to the slot.
    fn release(&mut self, slot: usize);
    /// Makes known to the thread what is in the slot.
    fn acquire(&mut self, slot: usize);
    /// One of so many ways that the documentation leaves open: all are tried.
    fn pick(&mut self, options: usize) -> usize;
}

impl Machine {
    /// What decides which actions are ready.
    pub(crate) fn gauge(&self) -> Gauge {
        match self {
            Machine::RwLock(state) => Gauge::RwLock(state.gauge()),
            Machine::Barrier(state) => Gauge::Barrier(state.gauge()),
            Machine::Once(state) => Gauge::Once(state.gauge()),
            Machine::Channel(state) => Gauge::Channel(state.gauge()),
            Machine::Parker(state) => Gauge::Parker(state.gauge()),
        }
    }

    /// Does the action, which is ready.
    pub(crate) fn apply(&mut self, act: Act, scene: &mut dyn Scene) -> Answer {
        match (self, act) {
            (Machine::RwLock(state), Act::RwLock(act)) => state.apply(act, scene),
            (Machine::Barrier(state), Act::Barrier(act)) => state.apply(act, scene),
            (Machine::Once(state), Act::Once(act)) => state.apply(act, scene),
            (Machine::Channel(state), Act::Channel(act)) => state.apply(act, scene),
            (Machine::Parker(state), Act::Parker(act)) => state.apply(act, scene),
            _ => wrong_machine(),
        }
    }

    /// The threads that keep others waiting, how, and since which place.
    pub(crate) fn holders(&self) -> Vec<(usize, Hold, Loc)> {
        match self {
            Machine::RwLock(state) => state.holders(),
            Machine::Once(state) => {
                state.holder().map(|(by, at)| (by, Hold::Initializes, at)).into_iter().collect()
            }
            Machine::Barrier(_) | Machine::Channel(_) | Machine::Parker(_) => Vec::new(),
        }
    }
}

impl Act {
    /// Leaves the state as it is.
    pub(crate) fn only_reads(self) -> bool {
        match self {
            Act::RwLock(act) => act == rwlock::Act::IsPoisoned,
            Act::Once(act) => matches!(act, once::Act::IsCompleted | once::Act::Wait { .. }),
            Act::Parker(act) => act == parker::Act::IsFinished,
            Act::Barrier(_) | Act::Channel(_) => false,
        }
    }

    /// Whether two threads' actions on one machine leave the same state and the same answers in
    /// both orders, wherever both are ready.
    pub(crate) fn commutes_with(self, other: Act) -> bool {
        (self.only_reads() && other.only_reads())
            || match (self, other) {
                (Act::RwLock(a), Act::RwLock(b)) => rwlock::commute(a, b),
                (Act::Barrier(a), Act::Barrier(b)) => barrier::commute(a, b),
                (Act::Channel(a), Act::Channel(b)) => channel::commute(a, b),
                (Act::Parker(a), Act::Parker(b)) => parker::commute(a, b),
                _ => false,
            }
    }

    /// An attempt, which may come to nothing and then changes nothing.
    pub(crate) fn is_attempt(self) -> bool {
        match self {
            Act::RwLock(act) => matches!(act, rwlock::Act::TryRead | rwlock::Act::TryWrite),
            Act::Channel(act) => act.is_attempt(),
            Act::Parker(act) => {
                matches!(act, parker::Act::ParkTimeout { .. } | parker::Act::ParkSpuriously)
            }
            Act::Barrier(_) | Act::Once(_) => false,
        }
    }

    /// Done by a destructor, which has no place in the source.
    pub(crate) fn is_drop(self) -> bool {
        match self {
            Act::RwLock(act) => {
                matches!(act, rwlock::Act::UnlockRead | rwlock::Act::UnlockWrite { .. })
            }
            Act::Channel(act) => {
                matches!(act, channel::Act::DropSender | channel::Act::DropReceiver)
            }
            Act::Parker(act) => act == parker::Act::Exit,
            Act::Barrier(_) | Act::Once(_) => false,
        }
    }

    /// A thread that does this again and again does more than to look.
    pub(crate) fn is_progress(self) -> bool {
        matches!(self, Act::Channel(_) | Act::Barrier(_))
    }

    /// May have to wait for another thread.
    pub(crate) fn may_block(self) -> bool {
        match self {
            Act::RwLock(act) => act.may_block(),
            Act::Barrier(act) => matches!(act, barrier::Act::Leave { .. }),
            Act::Once(act) => matches!(act, once::Act::Begin { .. } | once::Act::Wait { .. }),
            Act::Channel(act) => act.may_block(),
            Act::Parker(act) => act == parker::Act::Park,
        }
    }

    /// Nanoseconds after which it stops waiting. It is ready at any time, and times out if what it
    /// waits for is not there then.
    pub(crate) fn timeout(self) -> Option<u64> {
        match self {
            Act::Channel(channel::Act::RecvTimeout { nanos })
            | Act::Parker(parker::Act::ParkTimeout { nanos }) => Some(nanos),
            _ => None,
        }
    }
}

fn wrong_machine() -> ! {
    unreachable!("an action is asked of the machine it belongs to")
}
