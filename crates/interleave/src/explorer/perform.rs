//! What operations do.
//!
//! The scheduler has chosen the running thread, so whatever an operation needs is there: a mutex
//! that is locked is free, a thread that is joined has finished.

use super::clock::Clock;
use super::execution::{Execution, wrong_kind};
use super::objects::{Atomic, Knowledge, Object};
use super::op::{Counting, Exchange, ObjectId, Op, Update};
use super::search::Search;
use super::stage::Stage;
use super::weak::Memory;
use crate::machine::{Act, Answer, channel};
use crate::record::{Effect, Loc, Wake};
use crate::seeded::{Bug, seeded};
use std::sync::atomic::Ordering;

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
        if !self.closing && !self.comes_after_makers(&op, at) {
            return Answer::default();
        }
        let changes = self.changes;
        let weak = self.memory == Memory::Weak;
        let accessed = if weak { self.access_weakly(op, at, search) } else { None };
        let answer = accessed.unwrap_or_else(|| {
            let me = self.current;
            self.knowledge().now.tick(me);
            self.do_it(op, at, search, shown)
        });
        self.note_turn(op, at, answer, self.changes != changes);
        answer
    }

    /// Keeps account of what the thread's loop does in a turn, and of what has changed.
    fn note_turn(&mut self, op: Op, at: Loc, answer: Answer, changed: bool) {
        let (me, saw) = (self.current, self.saw.take());
        if changed {
            for object in op.objects().into_iter().flatten() {
                let object = object as usize;
                if self.versions.len() <= object {
                    self.versions.resize(object + 1, 0);
                }
                self.versions[object] += 1;
            }
        }
        let mut turn = std::mem::take(&mut self.threads[me].turn);
        match op {
            Op::Yield | Op::Await => turn.yields(at),
            _ if !changed && op.may_look() => {
                turn.looks(&op, answer, |object| saw.unwrap_or_else(|| self.version(object)));
            }
            _ => turn.acts(),
        }
        self.threads[me].turn = turn;
    }

    fn do_it(
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
                self.knowledge().now.tick(me);
                self.knowledge().fence(order);
                self.note(Effect::Fence { order }, at);
                Answer::default()
            }
            Op::Lock { mutex } => self.lock(mutex, at, shown),
            Op::TryLock { mutex }
                if self.mutex(mutex).holder.is_none()
                    && !(seeded(Bug::TryLockFailsAnyway) && search.choose(2) == 1) =>
            {
                self.lock(mutex, at, shown)
            }
            Op::TryLock { mutex } => {
                self.note(Effect::TryLockFailed { mutex }, at);
                Answer::default()
            }
            Op::Unlock { mutex, poisons } => {
                self.mutex_mut(mutex).poisoned &= !seeded(Bug::PoisonIsForgotten);
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
                self.changed();
                self.note(Effect::ClearPoison { mutex }, at);
                Answer::default()
            }
            Op::Wait { condvar, mutex, nanos } => {
                let me = self.current;
                self.release(mutex);
                let comes_back = self.comes_back(nanos.is_some(), search);
                // One whose time is up is none that a notification could wake.
                if comes_back != Some(Wake::TimedOut) || seeded(Bug::TimedOutIsNotified) {
                    self.waiters(condvar).push(me);
                }
                self.threads[me].sleep(comes_back);
                self.note(Effect::Wait { condvar, mutex }, at);
                Answer::default()
            }
            Op::Reacquire { condvar, mutex, nanos } => {
                let me = self.current;
                let poisoned = self.acquire(mutex, at);
                let why = self.threads[me].wake_up();
                self.waiters(condvar).retain(|waiter| *waiter != me);
                self.passes(nanos, why == Wake::TimedOut);
                self.note(Effect::Woken { condvar, mutex, why }, at);
                Answer { value: poisoned.into(), done: why != Wake::TimedOut }
            }
            Op::FutexWait { atomic, expected } => {
                let (found, origin) = match self.memory {
                    Memory::SequentiallyConsistent => {
                        (self.value_of(atomic), self.atomic(atomic).origin())
                    }
                    Memory::Weak => self.look_weakly(atomic, search),
                };
                self.note(Effect::FutexWait { atomic, expected, found, origin }, at);
                if found != expected {
                    return Answer::done(found);
                }
                let me = self.current;
                let comes_back = self.comes_back(false, search);
                self.futex_waiters.push((atomic, me));
                self.threads[me].sleep(comes_back);
                Answer::not_done(found)
            }
            Op::FutexWoken { atomic } => {
                let me = self.current;
                let why = self.threads[me].wake_up();
                self.futex_waiters.retain(|waiter| *waiter != (atomic, me));
                self.note(Effect::FutexWoken { atomic, why }, at);
                Answer::default()
            }
            Op::FutexWake { atomic, all } => {
                let woken = self.wake_futex(atomic, all, search);
                self.wake_weakly(atomic);
                self.changed();
                self.note(Effect::FutexWake { atomic, all, woken }, at);
                Answer::default()
            }
            Op::Act { object, act } => self.act(object, act, at, search, shown),
            Op::Notify { condvar, all } => {
                let woken = self.wake(condvar, all, search);
                self.changed();
                self.note(Effect::Notify { condvar, all, woken }, at);
                Answer::default()
            }
            Op::Join { thread } => {
                let (theirs, order) =
                    (self.threads[thread].knowledge.now, self.threads[thread].order);
                let theirs =
                    if seeded(Bug::JoinAcquiresNothing) { Clock::default() } else { theirs };
                self.knowledge().now.join(&theirs);
                let me = self.current;
                self.threads[me].order.join(&order);
                self.threads[thread].joined = true;
                self.note(Effect::Join { child: thread }, at);
                Answer::default()
            }
            Op::Yield | Op::Await => {
                self.seen.yields = true;
                if matches!(op, Op::Await) {
                    let me = self.current;
                    self.threads[me].window.has_waited();
                }
                self.note(Effect::Yield, at);
                Answer::default()
            }
            Op::Sleep { nanos } => {
                self.passes(Some(nanos), true);
                self.note(Effect::Sleep { nanos }, at);
                Answer::default()
            }
            Op::Now => self.now(at, search),
            Op::Count { arc, counting } => {
                if counting != Counting::Look {
                    self.changed();
                }
                self.note(Effect::Count { arc, counting }, at);
                Answer::default()
            }
        }
    }

    /// Lets a machine take its step.
    fn act(
        &mut self,
        object: ObjectId,
        act: Act,
        at: Loc,
        search: &mut Search,
        shown: &dyn Fn() -> Option<u64>,
    ) -> Answer {
        let me = self.current;
        let Object::Machine { machine, slots } = &mut self.objects[object as usize] else {
            wrong_kind()
        };
        let knowledge = &mut self.threads[me].knowledge;
        let answer = machine.apply(act, &mut Stage { me, at, act, knowledge, slots, search });
        let in_vain = act.is_attempt() && !answer.done;
        let waits = act == Act::Channel(channel::Act::Await) && answer.value == 2;
        if !act.only_reads() && (!in_vain || waits) {
            self.changed();
            if act.is_progress() {
                self.threads[me].window.progress();
            }
        }
        self.passes(act.timeout(), in_vain && answer.value == 0);
        self.threads[me].note_reading(object, act, answer);
        // Of an object that the thread has for itself, or has just come to share.
        let value = if answer.done || act.is_drop() { shown() } else { None };
        self.note(Effect::Act { object, act, answer, value }, at);
        answer
    }

    pub(super) fn knowledge(&mut self) -> &mut Knowledge {
        &mut self.threads[self.current].knowledge
    }

    fn load(&mut self, atomic: ObjectId, order: Ordering, at: Loc) -> Answer {
        let state = *self.atomic(atomic);
        let value = state.load(self.knowledge(), order);
        let origin = state.origin();
        self.note(Effect::Load { atomic, order, value, origin }, at);
        Answer { value, done: true }
    }

    /// Replaces an atomic's state by what `write` makes of it and the thread's knowledge.
    fn write<R>(
        &mut self,
        atomic: ObjectId,
        write: impl FnOnce(&mut Atomic, &mut Knowledge) -> R,
    ) -> R {
        let me = self.current;
        let mut state = *self.atomic(atomic);
        let old = state.value;
        self.knowledge().now.tick(me);
        let result = write(&mut state, self.knowledge());
        state.stored = self.next_line();
        if state.value != old {
            self.changed();
            self.threads[me].window.progress();
        }
        self.objects[atomic as usize] = Object::Atomic(state);
        result
    }

    fn store(&mut self, atomic: ObjectId, value: u64, order: Ordering, at: Loc) -> Answer {
        self.write(atomic, |state, knowledge| state.store(knowledge, value, order));
        self.note(Effect::Store { atomic, order, value, before: None }, at);
        Answer::default()
    }

    fn update(&mut self, atomic: ObjectId, update: Update, order: Ordering, at: Loc) -> Answer {
        let new = (update.apply)(self.value_of(atomic), update.operand);
        let origin = self.atomic(atomic).origin();
        let old = self.write(atomic, |state, knowledge| state.update(knowledge, new, order));
        self.note(Effect::Update { atomic, name: update.name, order, old, new, origin }, at);
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
        let origin = self.atomic(atomic).origin();
        let equal = self.value_of(atomic) == expected;
        let fails_anyway = equal && weak && !seeded(Bug::WeakExchangeIsStrong) && {
            self.seen.weak_exchange = true;
            let left = self.surprises_left.exchanges;
            let surprised = left > 0 && search.choose(2) == 1;
            self.surprises_left.exchanges = left - u32::from(surprised);
            self.surprises += u32::from(surprised);
            // It fails once, and not again in the next turn of a loop.
            self.changes += u64::from(surprised);
            surprised
        };
        if equal && !fails_anyway {
            let old = self.write(atomic, |state, knowledge| state.update(knowledge, new, success));
            self.note(Effect::Exchanged { atomic, weak, order: success, old, new, origin }, at);
            Answer { value: old, done: true }
        } else {
            let order = if seeded(Bug::FailureReadsAsSuccess) { success } else { failure };
            let state = *self.atomic(atomic);
            let found = state.load(self.knowledge(), order);
            self.note(Effect::ExchangeFailed { atomic, weak, order, expected, found, origin }, at);
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
        let released = if seeded(Bug::UnlockReleasesNothing) { Clock::default() } else { released };
        let state = self.mutex_mut(mutex);
        state.holder = None;
        state.released = released;
        self.changed();
    }

    /// Another thread may find the shared state changed.
    pub(super) fn changed(&mut self) {
        self.changes += 1;
        self.threads[self.current].window.changed();
    }
}
