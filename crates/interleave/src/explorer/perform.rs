//! What operations do.
//!
//! The scheduler has chosen the running thread, so whatever an operation needs is there: a mutex
//! that is locked is free, a thread that is joined has finished.

use super::clock::{Clock, Mask};
use super::execution::{Ending, Execution, wrong_kind};
use super::objects::{Knowledge, Object, Phase};
use super::op::{Counting, Exchange, ObjectId, Op, Update};
use super::search::Search;
use crate::machine::{Act, Answer, Scene, channel};
use crate::record::{Effect, Loc, Wake};
use crate::seeded::{self, Bug, seeded};
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
        let changes = self.changes;
        let answer = self.do_it(op, at, search, shown);
        self.note_turn(op, at, answer, self.changes != changes);
        answer
    }

    /// Keeps account of what the thread's loop does in a turn, and of what has changed.
    fn note_turn(&mut self, op: Op, at: Loc, answer: Answer, changed: bool) {
        let me = self.current;
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
            Op::Yield | Op::Await { .. } => turn.yields(at),
            _ if !changed && op.may_look() => {
                turn.looks(&op, answer, |object| self.version(object))
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
                self.knowledge().fence(me, order);
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
                let found = self.value_of(atomic);
                self.note(Effect::FutexWait { atomic, expected, found }, at);
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
            Op::Yield | Op::Await { .. } => {
                self.seen.yields = true;
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

    /// How a wait that begins now will end by itself, if it does.
    fn comes_back(&mut self, timed: bool, search: &mut Search) -> Option<Wake> {
        self.seen.wait = true;
        let timed = timed && !seeded(Bug::TimeIsPatient);
        let left = if seeded(Bug::NoSpuriousWakeups) { 0 } else { self.surprises_left.wakeups };
        let ways = 1 + usize::from(timed) + usize::from(left > 0);
        match search.choose(ways) {
            0 => None,
            1 if timed => Some(Wake::TimedOut),
            _ => {
                self.surprises_left.wakeups -= 1;
                self.surprises += 1;
                Some(Wake::Spurious)
            }
        }
    }

    /// Whether a wait that begins now comes back for no reason.
    pub(crate) fn is_surprised(&mut self, search: &mut Search) -> bool {
        self.comes_back(false, search).is_some()
    }

    /// Time passes if a wait of so many nanoseconds came to its end.
    fn passes(&mut self, nanos: Option<u64>, timed_out: bool) {
        let Some(nanos) = nanos else { return };
        self.seen.clock = true;
        self.threads[self.current].timed_out = timed_out;
        if timed_out {
            self.time = self.time.saturating_add(nanos);
        }
    }

    /// Reads the clock. Between two readings it may have moved on, past whatever is waited for.
    fn now(&mut self, at: Loc, search: &mut Search) -> Answer {
        self.seen.clock = true;
        let left = self.surprises_left.jumps;
        let first = self.readings == 0;
        self.readings += 1;
        if !first && left > 0 && search.choose(2) == 1 {
            self.surprises_left.jumps -= 1;
            self.time = self.time.saturating_add(JUMP);
        } else if self.readings.is_multiple_of(READINGS) {
            // Who looks at the clock again and again waits for it, and it does not stand still.
            self.time = self.time.saturating_add(JUMP);
        }
        let nanos = self.time;
        self.note(Effect::Now { nanos }, at);
        Answer::done(nanos)
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
            let old = self
                .write(atomic, |state, knowledge, me| state.update(knowledge, me, new, success));
            self.note(Effect::Exchanged { atomic, weak, order: success, old, new }, at);
            Answer { value: old, done: true }
        } else {
            let order = if seeded(Bug::FailureReadsAsSuccess) { success } else { failure };
            let state = *self.atomic(atomic);
            let found = state.load(self.knowledge(), order);
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
        let released = if seeded(Bug::UnlockReleasesNothing) { Clock::default() } else { released };
        let state = self.mutex_mut(mutex);
        state.holder = None;
        state.released = released;
        self.changed();
    }

    /// Wakes all who wait on the address of an atomic, or one of them: any.
    fn wake_futex(&mut self, atomic: ObjectId, all: bool, search: &mut Search) -> Mask {
        let mut woken = 0;
        loop {
            let waiting = self.futex_waiters.iter().enumerate();
            let waiting: Vec<_> =
                waiting.filter(|(_, (on, _))| *on == atomic).map(|(index, _)| index).collect();
            if waiting.is_empty() || (!all && woken != 0) {
                return woken;
            }
            let which = if all { 0 } else { search.choose(waiting.len()) };
            let (_, waiter) = self.futex_waiters.remove(waiting[which]);
            self.threads[waiter].notify();
            woken |= 1 << waiter;
        }
    }

    /// Wakes all waiters, or one of them: any.
    fn wake(&mut self, condvar: ObjectId, all: bool, search: &mut Search) -> Mask {
        let mut woken: Mask = 0;
        while !self.waiters(condvar).is_empty() {
            let waiting = self.waiters(condvar).len();
            let first = all || seeded(Bug::NotifyOneIsFair);
            let which = if first { 0 } else { search.choose(waiting) };
            let waiter = self.waiters(condvar).remove(which);
            self.threads[waiter].notify();
            woken |= 1 << waiter;
            if !all && (!seeded(Bug::NotifyOneWakesTwo) || woken.count_ones() == 2) {
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
        let Object::Arc { released, references } = &mut self.objects[arc as usize] else {
            wrong_kind()
        };
        *references -= 1;
        released.join(&mine);
        let all = *released;
        if last {
            self.knowledge().now.join(&all);
        }
        mine
    }

    /// There is a reference more.
    pub(crate) fn add_reference(&mut self, arc: ObjectId) {
        let Object::Arc { references, .. } = &mut self.objects[arc as usize] else { wrong_kind() };
        *references += 1;
    }

    /// The only owner learns what all former ones did.
    pub(crate) fn learn_of_former_owners(&mut self, arc: ObjectId) {
        let Object::Arc { released, .. } = &self.objects[arc as usize] else { wrong_kind() };
        let former = if seeded(Bug::LoneOwnerLearnsNothing) { Clock::default() } else { *released };
        self.knowledge().now.join(&former);
    }

    /// The destructor is done. Who drops last is chance unless it is a step of its own, and what
    /// holds by chance orders nothing.
    pub(crate) fn forget_others(&mut self, known_before: Clock) {
        let me = self.current;
        let own_time = self.knowledge().now.of(me);
        self.knowledge().now = known_before;
        self.knowledge().now.set(me, own_time);
    }

    /// Notes the beginning or the end of an access to a cell, or an access in passing. A race ends
    /// the execution, and so does an access while the pointer of another one is in use, unless both
    /// read.
    pub(crate) fn access(&mut self, cell: ObjectId, phase: Phase, writes: bool, at: Loc) {
        let me = self.current;
        let Object::Cell(state) = &mut self.objects[cell as usize] else { wrong_kind() };
        if phase == Phase::End {
            state.close(me);
        }
        let race = state.access(cell, &mut self.threads[me].knowledge, me, writes, at);
        let overlap = || state.overlap(cell, me, writes, at).filter(|_| phase != Phase::End);
        self.ending = race.map(Ending::Race).or_else(|| overlap().map(Ending::Overlap));
        if phase == Phase::Begin {
            state.open(me, writes, at);
        }
    }

    /// An access has ended by a panic.
    pub(crate) fn close_access(&mut self, cell: ObjectId) {
        let me = self.current;
        if let Object::Cell(state) = &mut self.objects[cell as usize] {
            state.close(me);
        }
    }
}

/// Nanoseconds by which the clock moves on by itself: more than any program waits.
const JUMP: u64 = 366 * 24 * 60 * 60 * 1_000_000_000;

/// Readings of the clock after which it moves on in any case.
const READINGS: u32 = 30;

/// Where a machine takes its step.
struct Stage<'a> {
    me: usize,
    at: Loc,
    act: Act,
    knowledge: &'a mut Knowledge,
    slots: &'a mut Vec<Clock>,
    search: &'a mut Search,
}

impl Stage<'_> {
    fn slot(&mut self, slot: usize) -> &mut Clock {
        if self.slots.len() <= slot {
            self.slots.resize(slot + 1, Clock::default());
        }
        &mut self.slots[slot]
    }
}

impl Scene for Stage<'_> {
    fn me(&self) -> usize {
        self.me
    }

    fn at(&self) -> Loc {
        self.at
    }

    fn release(&mut self, slot: usize) {
        let known = self.knowledge.release(self.me);
        if !seeded::tells_nothing(self.act) {
            self.slot(slot).join(&known);
        }
    }

    fn acquire(&mut self, slot: usize) {
        let released = *self.slot(slot);
        if !seeded::learns_nothing(self.act) {
            self.knowledge.now.join(&released);
        }
    }

    fn pick(&mut self, options: usize) -> usize {
        self.search.choose(options)
    }
}
