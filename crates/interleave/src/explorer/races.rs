//! The steps of an execution, and which of them race.
//!
//! Two steps of different threads race if they depend on each other and nothing between them
//! orders them: then the other order is another execution, which has to be tried.

use super::clock::{Clock, Mask};
use super::execution::Execution;
use super::op::{ObjectId, Op};
use super::weak::Memory;
use crate::machine::{Gauge, independent};
use crate::seeded::{Bug, seeded};

/// An operation, with as much of the state before it as decides what it depends on.
#[derive(Clone, Copy)]
pub(super) struct Placed {
    pub(super) op: Op,
    /// What the machine allows.
    pub(super) gauge: Option<Gauge>,
    /// Loads may return old values.
    weak: bool,
    /// An exchange that finds another value than it expects: no more than a load.
    only_looks: bool,
}

impl Placed {
    /// The operation, as if it were done now.
    pub(super) fn now(op: Op, run: &Execution) -> Self {
        let gauge = match op {
            Op::Act { object, .. } => Some(run.machine(object).gauge()),
            _ => None,
        };
        let weak = run.memory == Memory::Weak;
        let only_looks = match op {
            Op::CompareExchange { atomic, exchange } => {
                !weak && run.value_of(atomic) != exchange.expected
            }
            _ => false,
        };
        Placed { op, gauge, weak, only_looks }
    }

    fn only_reads(&self) -> bool {
        self.only_looks || self.op.only_reads()
    }

    /// The two have to do with the value of one atomic, and values may be old. Then not the order
    /// of the two steps matters, but what reads from what.
    fn share_a_value(&self, other: &Placed) -> bool {
        let value = |op: &Op| op.reads().or(op.writes());
        self.weak && value(&self.op).is_some() && value(&self.op) == value(&other.op)
    }

    /// A thread that is about to do this still need not, after the step `by` of another one.
    pub(super) fn sleeps_on(&self, by: &Placed) -> bool {
        // What a load may read now and could not before, is looked at when it is its turn.
        self.share_a_value(by) || !self.depends_on(by)
    }

    /// What this step does may be read by the later one.
    fn feeds(&self, later: &Placed) -> bool {
        if self.share_a_value(later) {
            return self.op.writes().is_some() && later.op.reads().is_some();
        }
        self.depends_on(later)
    }

    /// Whether another execution has these two steps the other way round, in this order of steps.
    ///
    /// A load that comes after a store may read all that it could read before it, and the store
    /// itself. So the load has to be tried behind the store, and that is enough. A store may take
    /// any place in the modification order, whenever it comes.
    fn conflicts(&self, later: &Placed) -> bool {
        if self.share_a_value(later) {
            let only_loads = self.op.writes().is_none();
            let left_out = if only_loads {
                seeded(Bug::LoadsAreNotTriedBehindStores)
            } else {
                seeded(Bug::UpdatesAreTriedInOneOrder)
            };
            return self.op.reads().is_some() && later.op.writes().is_some() && !left_out;
        }
        self.depends_on(later) && self.op.may_be_enabled_with(&later.op)
    }

    /// The order of the two can matter.
    pub(super) fn depends_on(&self, other: &Placed) -> bool {
        self.op.depends_on(&other.op)
            && !(self.only_reads() && other.only_reads())
            && match (self.op, self.gauge, other.op, other.gauge) {
                (
                    Op::Act { act: a, .. },
                    Some(before_a),
                    Op::Act { act: b, .. },
                    Some(before_b),
                ) => !independent(a, before_a, b, before_b),
                _ => true,
            }
    }
}

/// A step as the search sees it.
#[derive(Clone, Copy)]
pub(super) struct Step {
    pub(super) thread: usize,
    pub(super) placed: Placed,
    /// A `try_lock` of a mutex that was held.
    pub(super) busy: bool,
    /// The steps before it in the order that matters, itself included.
    pub(super) order: Clock,
    /// Where on the path it was chosen; `None` once the rest of the execution is known to be a
    /// repetition.
    pub(super) node: Option<usize>,
}

impl Step {
    /// This step lies before whatever has the clock `later`.
    fn is_before(&self, later: &Clock) -> bool {
        later.of(self.thread) >= self.order.of(self.thread)
    }

    /// Whether `op` could have been taken in place of this step, as far as a machine has a say.
    fn allowed(&self, op: &Op) -> bool {
        match (self.placed.gauge, self.placed.op, *op) {
            (Some(gauge), Op::Act { object, .. }, Op::Act { object: other, act }) => {
                object != other || gauge.allows(act) || seeded(Bug::GaugesAreIgnored)
            }
            _ => true,
        }
    }

    /// Whether somebody holds the mutex after this step, if the step has a say in it.
    fn holds(&self, mutex: ObjectId) -> Option<bool> {
        match self.placed.op {
            Op::TryLock { .. } if seeded(Bug::TryLockHoldsNothing) => None,
            Op::TryLock { mutex: tried } if tried == mutex && !self.busy => Some(true),
            _ if self.placed.op.acquires() == Some(mutex) => Some(true),
            _ if self.placed.op.releases() == Some(mutex) => Some(false),
            _ => None,
        }
    }
}

/// A step that races with a later one.
pub(super) struct Race {
    /// Where on the path it was chosen.
    pub(super) node: usize,
    /// The threads with whose steps an execution can begin there that has the later step first.
    pub(super) initials: Mask,
}

/// The steps so far.
#[derive(Default)]
pub(super) struct Steps(Vec<Step>);

impl Steps {
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn all(&self) -> &[Step] {
        &self.0
    }

    pub(super) fn push(&mut self, step: Step) {
        self.0.push(step);
    }

    /// What lies before the `next` step of a thread whose steps so far have the clock `order`.
    pub(super) fn before(&self, next: &Placed, mut order: Clock) -> Clock {
        // The latest first: what lies before it need not be looked at.
        for step in self.0.iter().rev() {
            if !step.is_before(&order)
                && !step.placed.share_a_value(next)
                && step.placed.depends_on(next)
            {
                order.join(&step.order);
            }
        }
        order
    }

    /// The newest step reads what the step `from` has stored. Returns what lies before it now.
    pub(super) fn read_from(&mut self, from: usize) -> Option<Clock> {
        let stored = self.0.get(from)?.order;
        let newest = self.0.last_mut()?;
        newest.order.join(&stored);
        Some(newest.order)
    }

    /// The steps that race with the `next` step of `thread`, the latest first.
    pub(super) fn races(
        &self,
        thread: usize,
        next: Placed,
        order: Clock,
    ) -> impl Iterator<Item = Race> {
        (0..self.0.len()).rev().filter_map(move |index| {
            let step = &self.0[index];
            let races = step.thread != thread
                && !step.is_before(&order)
                && step.placed.conflicts(&next)
                && self.allowed(index, &next)
                && !self.ordered_through_others(index, &next);
            let node = step.node.filter(|_| races)?;
            Some(Race { node, initials: self.initials(index, thread, &next, &order) })
        })
    }

    /// Whether `next` could be taken before the step of this index. What follows that step without
    /// depending on it would then come first, and may be what allows it.
    fn allowed(&self, index: usize, next: &Placed) -> bool {
        let step = &self.0[index];
        let may_allow = |later: &Step| {
            matches!((later.placed.op, next.op), (Op::Act { object, .. }, Op::Act { object: other, .. })
                if object == other && !step.is_before(&later.order))
        };
        step.allowed(&next.op) || self.0[index + 1..].iter().any(may_allow)
    }

    /// A step after `index` lies behind it and before the `next` one: then that pair is the
    /// race. It is none if `next` could not have been taken there, as somebody held the mutex, or the
    /// machine did not allow it.
    fn ordered_through_others(&self, index: usize, next: &Placed) -> bool {
        let op = &next.op;
        let first = &self.0[index];
        let wanted = op.acquires();
        let held_after = |mutex| self.0[..=index].iter().rev().find_map(|step| step.holds(mutex));
        let mut held = wanted.and_then(held_after).unwrap_or(false);
        self.0[index + 1..].iter().any(|step| {
            let possible = !held;
            held = wanted.and_then(|mutex| step.holds(mutex)).unwrap_or(held);
            possible
                && step.allowed(op)
                && step.placed.conflicts(next)
                && first.is_before(&step.order)
        })
    }

    /// The threads with which what follows `index` without depending on it can begin, and then
    /// the next step of `thread`: the initials of the paper.
    fn initials(&self, index: usize, thread: usize, next: &Placed, order: &Clock) -> Mask {
        let first = &self.0[index];
        let follows = &self.0[index + 1..];
        let independent = |step: &&Step| !first.is_before(&step.order);
        let (mut initials, mut seen): (Mask, Mask) = (0, 0);
        for (position, step) in follows.iter().enumerate() {
            if !independent(&step) || seen >> step.thread & 1 == 1 {
                continue;
            }
            seen |= 1 << step.thread;
            let mut earlier = follows[..position].iter().filter(independent);
            if !earlier.any(|earlier| earlier.is_before(&step.order))
                || seeded(Bug::EveryoneIsInitial)
            {
                initials |= 1 << step.thread;
            }
        }
        let mut earlier = follows.iter().filter(independent);
        if seen >> thread & 1 == 0
            && !earlier.any(|step| step.is_before(order) || step.placed.feeds(next))
        {
            initials |= 1 << thread;
        }
        initials
    }
}
