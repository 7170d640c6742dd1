//! What operations do.
//!
//! The scheduler has chosen the running thread, so whatever an operation needs is there: a mutex
//! that is locked is free, a thread that is joined has finished.

use super::clock::{Clock, Mask};
use super::execution::{Ending, Execution, wrong_kind};
use super::objects::{Knowledge, Object};
use super::op::{Exchange, ObjectId, Op, Update};
use super::search::Search;
use crate::record::{Effect, Loc};
use std::sync::atomic::Ordering;

/// What an operation returns to the primitive that asked for it.
#[derive(Clone, Copy, Default)]
pub(crate) struct Answer {
    /// The value that was read; of a lock, whether it is poisoned.
    pub(crate) value: u64,
    /// The compare-exchange or `try_lock` succeeded.
    pub(crate) done: bool,
}

impl Execution {
    /// Does the operation of the running thread, which the scheduler has allowed.
    ///
    /// `shown` is the value of the object for the record, asked for while the thread holds it.
    pub(crate) fn perform(
        &mut self,
        op: Op,
        at: Loc,
        search: &mut Search,
        shown: &dyn Fn() -> Option<u64>,
    ) -> Answer {
        self.seen.weaker_order |= op.weakest_order().is_some_and(|order| order != Ordering::SeqCst);
        match op {
            Op::Load { atomic, order } => self.load(atomic, order, at),
            Op::Store { atomic, value, order } => self.store(atomic, value, order, at),
            Op::Update { atomic, update, order } => self.update(atomic, update, order, at),
            Op::CompareExchange { atomic, exchange } => self.exchange(atomic, exchange, at, search),
            Op::Fence { order } => {
                let me = self.current;
                self.knowledge().fence(me, order);
                self.note(Effect::Fence { order }, at);
                Answer::default()
            }
            Op::Lock { mutex } => self.lock(mutex, at, shown),
            Op::TryLock { mutex } if self.mutex(mutex).holder.is_none() => {
                self.lock(mutex, at, shown)
            }
            Op::TryLock { mutex } => {
                self.note(Effect::TryLockFailed { mutex }, at);
                Answer::default()
            }
            Op::Unlock { mutex, poisons } => {
                self.mutex_mut(mutex).poisoned |= poisons;
                self.release(mutex);
                self.note(Effect::Unlock { mutex, value: shown(), poisons }, at);
                Answer::default()
            }
            Op::IsPoisoned { mutex } => {
                let poisoned = self.poisoned(mutex);
                self.note(Effect::IsPoisoned { mutex, poisoned }, at);
                Answer { value: poisoned.into(), done: true }
            }
            Op::ClearPoison { mutex } => {
                self.mutex_mut(mutex).poisoned = false;
                self.note(Effect::ClearPoison { mutex }, at);
                Answer::default()
            }
            Op::Wait { condvar, mutex } => {
                let me = self.current;
                self.release(mutex);
                self.waiters(condvar).push(me);
                self.seen.wait = true;
                let left = self.surprises_left.wakeups;
                let surprised = left > 0 && search.choose(2) == 1;
                self.surprises_left.wakeups = left - u32::from(surprised);
                self.surprises += u32::from(surprised);
                self.threads[me].sleep(surprised);
                self.note(Effect::Wait { condvar, mutex }, at);
                Answer::default()
            }
            Op::Reacquire { condvar, mutex } => {
                let me = self.current;
                let poisoned = self.acquire(mutex, at);
                let spurious = !self.threads[me].wake_up();
                self.waiters(condvar).retain(|waiter| *waiter != me);
                self.note(Effect::Woken { condvar, mutex, spurious }, at);
                Answer { value: poisoned.into(), done: true }
            }
            Op::Notify { condvar, all } => {
                let woken = self.wake(condvar, all, search);
                self.changed();
                self.note(Effect::Notify { condvar, all, woken }, at);
                Answer::default()
            }
            Op::Join { thread } => {
                let (theirs, order) =
                    (self.threads[thread].knowledge.now, self.threads[thread].order);
                self.knowledge().now.join(&theirs);
                let me = self.current;
                self.threads[me].order.join(&order);
                self.threads[thread].joined = true;
                self.note(Effect::Join { child: thread }, at);
                Answer::default()
            }
            Op::Yield => {
                self.seen.yields = true;
                self.note(Effect::Yield, at);
                Answer::default()
            }
            Op::DropArc { arc } => {
                self.note(Effect::DropArc { arc }, at);
                Answer::default()
            }
        }
    }

    fn knowledge(&mut self) -> &mut Knowledge {
        &mut self.threads[self.current].knowledge
    }

    fn load(&mut self, atomic: ObjectId, order: Ordering, at: Loc) -> Answer {
        let state = *self.atomic(atomic);
        let value = state.load(self.knowledge(), order);
        self.note(Effect::Load { atomic, order, value }, at);
        Answer { value, done: true }
    }

    /// Replaces an atomic's state by what `write` makes of it and the thread's knowledge.
    fn write<R>(
        &mut self,
        atomic: ObjectId,
        write: impl FnOnce(&mut super::objects::Atomic, &mut Knowledge, usize) -> R,
    ) -> R {
        let me = self.current;
        let mut state = *self.atomic(atomic);
        let old = state.value;
        let result = write(&mut state, self.knowledge(), me);
        if state.value != old {
            self.changed();
            self.threads[me].window.progress();
        }
        self.objects[atomic as usize] = Object::Atomic(state);
        result
    }

    fn store(&mut self, atomic: ObjectId, value: u64, order: Ordering, at: Loc) -> Answer {
        self.write(atomic, |state, knowledge, me| state.store(knowledge, me, value, order));
        self.note(Effect::Store { atomic, order, value }, at);
        Answer::default()
    }

    fn update(&mut self, atomic: ObjectId, update: Update, order: Ordering, at: Loc) -> Answer {
        let new = (update.apply)(self.value_of(atomic), update.operand);
        let old =
            self.write(atomic, |state, knowledge, me| state.update(knowledge, me, new, order));
        self.note(Effect::Update { atomic, name: update.name, order, old, new }, at);
        Answer { value: old, done: true }
    }

    fn exchange(
        &mut self,
        atomic: ObjectId,
        exchange: Exchange,
        at: Loc,
        search: &mut Search,
    ) -> Answer {
        let Exchange { expected, new, success, failure, weak } = exchange;
        let equal = self.value_of(atomic) == expected;
        let fails_anyway = equal && weak && {
            self.seen.weak_exchange = true;
            let left = self.surprises_left.exchanges;
            let surprised = left > 0 && search.choose(2) == 1;
            self.surprises_left.exchanges = left - u32::from(surprised);
            self.surprises += u32::from(surprised);
            surprised
        };
        if equal && !fails_anyway {
            let old = self
                .write(atomic, |state, knowledge, me| state.update(knowledge, me, new, success));
            self.note(Effect::Exchanged { atomic, weak, order: success, old, new }, at);
            Answer { value: old, done: true }
        } else {
            let state = *self.atomic(atomic);
            let found = state.load(self.knowledge(), failure);
            let order = failure;
            self.note(Effect::ExchangeFailed { atomic, weak, order, expected, found }, at);
            Answer { value: found, done: false }
        }
    }

    fn lock(&mut self, mutex: ObjectId, at: Loc, shown: &dyn Fn() -> Option<u64>) -> Answer {
        let poisoned = self.acquire(mutex, at);
        self.note(Effect::Lock { mutex, value: shown() }, at);
        Answer { value: poisoned.into(), done: true }
    }

    /// Returns whether the mutex is poisoned.
    fn acquire(&mut self, mutex: ObjectId, at: Loc) -> bool {
        let me = self.current;
        let state = self.mutex_mut(mutex);
        state.holder = Some((me, at));
        let (released, poisoned) = (state.released, state.poisoned);
        self.knowledge().now.join(&released);
        self.changed();
        poisoned
    }

    fn release(&mut self, mutex: ObjectId) {
        let me = self.current;
        let released = self.knowledge().release(me);
        let state = self.mutex_mut(mutex);
        state.holder = None;
        state.released = released;
        self.changed();
    }

    /// Wakes all waiters, or one of them: any.
    fn wake(&mut self, condvar: ObjectId, all: bool, search: &mut Search) -> Mask {
        let mut woken = 0;
        while !self.waiters(condvar).is_empty() {
            let waiting = self.waiters(condvar).len();
            let which = if all { 0 } else { search.choose(waiting) };
            let waiter = self.waiters(condvar).remove(which);
            self.threads[waiter].notify();
            woken |= 1 << waiter;
            if !all {
                break;
            }
        }
        woken
    }

    /// Another thread may find the shared state changed.
    fn changed(&mut self) {
        self.changes += 1;
        self.threads[self.current].window.changed();
    }

    /// Carries the edges of a reference given up. The last owner learns what all others did, for
    /// the time of the destructor: returns what it knew before.
    pub(crate) fn drop_reference(&mut self, arc: ObjectId, last: bool) -> Clock {
        let me = self.current;
        let mine = self.knowledge().release(me);
        let Object::Arc { released } = &mut self.objects[arc as usize] else { wrong_kind() };
        released.join(&mine);
        let all = *released;
        if last {
            self.knowledge().now.join(&all);
        }
        mine
    }

    /// The destructor is done. Who drops last is chance unless it is a step of its own, and what
    /// holds by chance orders nothing.
    pub(crate) fn forget_others(&mut self, known_before: Clock) {
        let me = self.current;
        let own_time = self.knowledge().now.of(me);
        self.knowledge().now = known_before;
        self.knowledge().now.set(me, own_time);
    }

    /// Notes an access to a cell; a race ends the execution.
    pub(crate) fn access(&mut self, cell: ObjectId, writes: bool, at: Loc) {
        let me = self.current;
        let Object::Cell(state) = &mut self.objects[cell as usize] else { wrong_kind() };
        let race = state.access(cell, &mut self.threads[me].knowledge, me, writes, at);
        self.ending = race.map(Ending::Race);
    }
}
