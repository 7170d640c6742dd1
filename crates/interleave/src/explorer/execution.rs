//! One execution: its threads, its objects, and what an operation does to them.

use super::clock::{Clock, MAX_THREADS, Mask};
use super::fairness::Window;
use super::objects::{Atomic, Knowledge, Mutex, Object, Race};
use super::op::{ObjectId, Op};
use super::search::Search;
use crate::record::{Effect, Event, Kind, Loc, ObjectInfo, Shape};
use std::sync::atomic::Ordering;

/// Why an execution came to its end.
#[derive(Clone)]
pub(crate) enum Ending {
    /// Every thread finished.
    Complete,
    /// Threads are left and none of them can go on.
    Deadlock,
    /// All threads that can go on only yield to each other.
    Livelock,
    /// More steps than an execution may have.
    TooLong,
    /// A thread ended by a panic that nobody looked at.
    Panicked { thread: usize },
    /// Two accesses to a cell that nothing orders.
    Race(Race),
    /// The code under test broke a rule of the checker itself; the text says which.
    Misuse(String),
    /// Took another way than the execution whose beginning it repeats.
    NotDeterministic,
}

/// A panic as the hook saw it.
#[derive(Clone)]
pub(crate) struct Panic {
    pub(crate) message: String,
    /// File and line.
    pub(crate) at: Option<(String, u32)>,
}

/// A thread of the model.
pub(crate) struct Thread {
    pub(crate) name: Option<String>,
    pub(crate) spawned_at: Option<Loc>,
    /// The operation it has announced, and from where.
    pub(crate) pending: Option<(Op, Loc)>,
    /// Still on its way to its first operation, on its parent's turn.
    pub(crate) booting: bool,
    pub(crate) finished: bool,
    /// Its closure ended by a panic.
    pub(crate) died: bool,
    /// Its result was taken by `join`.
    pub(crate) joined: bool,
    /// A panic is on its way through this thread.
    pub(crate) panicking: bool,
    pub(crate) panics: Vec<Panic>,
    pub(crate) operations: u32,
    pub(crate) knowledge: Knowledge,
    /// Which steps lie before its next one: the order that the search must not repeat.
    pub(crate) order: Clock,
    /// Notified and not yet back from its wait.
    woken: bool,
    /// Will come back from its wait without having been notified.
    wakes_spuriously: bool,
    pub(crate) window: Window,
}

impl Thread {
    pub(crate) fn new(name: Option<String>, spawned_at: Option<Loc>) -> Self {
        Thread {
            name,
            spawned_at,
            pending: None,
            booting: false,
            finished: false,
            died: false,
            joined: false,
            panicking: false,
            panics: Vec::new(),
            operations: 0,
            knowledge: Knowledge::default(),
            order: Clock::default(),
            woken: false,
            wakes_spuriously: false,
            window: Window::default(),
        }
    }
}

/// What an operation returns to the primitive that asked for it.
#[derive(Clone, Copy, Default)]
pub(crate) struct Answer {
    /// The value that was read.
    pub(crate) value: u64,
    /// The compare-exchange or `try_lock` succeeded.
    pub(crate) done: bool,
}

/// The state of the running execution.
pub(crate) struct Execution {
    pub(crate) number: u64,
    pub(crate) threads: Vec<Thread>,
    pub(crate) objects: Vec<Object>,
    pub(crate) infos: Vec<ObjectInfo>,
    pub(crate) log: Vec<Event>,
    pub(crate) recording: bool,
    pub(crate) current: usize,
    pub(crate) ending: Option<Ending>,
    /// Steps by which the shared state may have changed; each thread's own are in its window.
    pub(crate) changes: u64,
    surprises_left: Surprises,
    pub(crate) surprises: u32,
    /// What this execution showed beyond its steps, for the verdict.
    pub(crate) seen: Seen,
}

/// How often an execution may still do what the documentation allows and nobody expects.
#[derive(Clone, Copy)]
pub(crate) struct Surprises {
    pub(crate) wakeups: u32,
    pub(crate) exchanges: u32,
}

/// What the executions of a model used, as far as the verdict must speak of it.
#[derive(Clone, Copy, Default, PartialEq)]
pub(crate) struct Seen {
    /// An atomic access with an ordering weaker than `SeqCst`.
    pub(crate) weaker_order: bool,
    /// A wait that could be woken spuriously.
    pub(crate) wait: bool,
    /// A weak compare-exchange that could fail spuriously.
    pub(crate) weak_exchange: bool,
    /// A destructor that ran in the last owner's drop of an `Arc` did operations.
    pub(crate) drop_operates: bool,
}

impl Execution {
    pub(crate) fn new(number: u64, recording: bool, surprises: Surprises) -> Self {
        Execution {
            number,
            threads: vec![Thread::new(None, None)],
            objects: Vec::new(),
            infos: Vec::new(),
            log: Vec::new(),
            recording,
            current: 0,
            ending: None,
            changes: 0,
            surprises_left: surprises,
            surprises: 0,
            seen: Seen::default(),
        }
    }

    /// Starts over, keeping the memory of the last execution.
    pub(crate) fn restart(&mut self, number: u64, surprises: Surprises) {
        self.number = number;
        self.threads.clear();
        self.threads.push(Thread::new(None, None));
        self.objects.clear();
        self.infos.clear();
        self.log.clear();
        self.current = 0;
        self.ending = None;
        self.changes = 0;
        self.surprises_left = surprises;
        self.surprises = 0;
    }

    pub(crate) fn add_object(&mut self, kind: Kind, shape: Shape, value: u64, at: Loc) -> ObjectId {
        let creator = &self.threads[self.current].knowledge;
        self.objects.push(match kind {
            // Whoever gets to see a new atomic was handed it, and with it what its creator knew.
            Kind::Atomic => Object::Atomic(Atomic { value, released: creator.now }),
            Kind::Mutex => Object::Mutex(Mutex::default()),
            Kind::Condvar => Object::Condvar { waiters: Vec::new() },
            Kind::Cell => Object::Cell(Box::default()),
            Kind::Arc => Object::Arc { released: Clock::default() },
        });
        self.infos.push(ObjectInfo { kind, shape, created: at });
        ObjectId::try_from(self.objects.len() - 1).expect("fewer than 2^32 objects")
    }

    /// Makes a thread that knows what its parent knows. `None`: there are too many.
    pub(crate) fn add_thread(&mut self, name: Option<String>, at: Loc) -> Option<usize> {
        if self.threads.len() == MAX_THREADS {
            return None;
        }
        let child = self.threads.len();
        let parent = &mut self.threads[self.current];
        let mut thread = Thread::new(name, Some(at));
        thread.knowledge.now = parent.knowledge.release(self.current);
        thread.order = parent.order;
        thread.booting = true;
        self.threads.push(thread);
        self.note(Effect::Spawn { child }, at);
        Some(child)
    }

    pub(crate) fn mutex(&self, id: ObjectId) -> &Mutex {
        match &self.objects[id as usize] {
            Object::Mutex(mutex) => mutex,
            _ => unreachable!("a mutex handle names a mutex"),
        }
    }

    fn mutex_mut(&mut self, id: ObjectId) -> &mut Mutex {
        match &mut self.objects[id as usize] {
            Object::Mutex(mutex) => mutex,
            _ => unreachable!("a mutex handle names a mutex"),
        }
    }

    fn waiters(&mut self, id: ObjectId) -> &mut Vec<usize> {
        match &mut self.objects[id as usize] {
            Object::Condvar { waiters } => waiters,
            _ => unreachable!("a condvar handle names a condvar"),
        }
    }

    /// Writes a line of the record, for the thread that runs.
    pub(crate) fn note(&mut self, effect: Effect, at: Loc) {
        if self.recording {
            self.log.push(Event { thread: self.current, effect, at });
        }
    }

    /// Whether the thread could do its announced operation at once.
    pub(crate) fn can_go_on(&self, thread: usize) -> bool {
        let thread = &self.threads[thread];
        let (false, Some((op, _))) = (thread.finished, thread.pending) else { return false };
        match op {
            Op::Lock { mutex } => self.mutex(mutex).holder.is_none(),
            Op::Reacquire { mutex, .. } => {
                (thread.woken || thread.wakes_spuriously) && self.mutex(mutex).holder.is_none()
            }
            Op::Join { thread } => self.threads[thread].finished,
            _ => true,
        }
    }

    /// The threads that can go on.
    pub(crate) fn enabled(&self) -> Mask {
        (0..self.threads.len())
            .filter(|&thread| self.can_go_on(thread))
            .fold(0, |mask, thread| mask | 1 << thread)
    }

    /// Does the operation of the current thread, which the scheduler has allowed.
    ///
    /// `shown` is the value of the object for the record, asked for while the thread holds it.
    pub(crate) fn perform(
        &mut self,
        op: Op,
        at: Loc,
        search: &mut Search,
        shown: &dyn Fn() -> Option<u64>,
    ) -> Answer {
        let me = self.current;
        if op.weakest_order().is_some_and(|order| order != Ordering::SeqCst) {
            self.seen.weaker_order = true;
        }
        match op {
            Op::Load { atomic, order } => {
                let Object::Atomic(state) = &self.objects[atomic as usize] else { wrong_kind() };
                let value = state.load(&mut self.threads[me].knowledge, order);
                self.note(Effect::Load { atomic, order, value }, at);
                Answer { value, done: true }
            }
            Op::Store { atomic, value, order } => {
                let Object::Atomic(state) = &mut self.objects[atomic as usize] else {
                    wrong_kind()
                };
                state.store(&mut self.threads[me].knowledge, me, value, order);
                self.changed();
                self.note(Effect::Store { atomic, order, value }, at);
                Answer::default()
            }
            Op::Update { atomic, update, order } => {
                let Object::Atomic(state) = &mut self.objects[atomic as usize] else {
                    wrong_kind()
                };
                let new = (update.apply)(state.value, update.operand);
                let old = state.update(&mut self.threads[me].knowledge, me, new, order);
                self.changed();
                self.note(Effect::Update { atomic, name: update.name, order, old, new }, at);
                Answer { value: old, done: true }
            }
            Op::CompareExchange { atomic, exchange } => {
                let Object::Atomic(state) = &self.objects[atomic as usize] else { wrong_kind() };
                let equal = state.value == exchange.expected;
                let fails_anyway = equal && exchange.weak && self.exchange_surprise(search);
                let Object::Atomic(state) = &mut self.objects[atomic as usize] else {
                    wrong_kind()
                };
                let knowledge = &mut self.threads[me].knowledge;
                if equal && !fails_anyway {
                    let old = state.update(knowledge, me, exchange.new, exchange.success);
                    self.changed();
                    let (order, new) = (exchange.success, exchange.new);
                    self.note(Effect::Exchanged { atomic, order, old, new }, at);
                    Answer { value: old, done: true }
                } else {
                    let found = state.load(knowledge, exchange.failure);
                    let (order, expected) = (exchange.failure, exchange.expected);
                    self.note(Effect::ExchangeFailed { atomic, order, expected, found }, at);
                    Answer { value: found, done: false }
                }
            }
            Op::Fence { order } => {
                self.threads[me].knowledge.fence(me, order);
                self.note(Effect::Fence { order }, at);
                Answer::default()
            }
            Op::Lock { mutex } => {
                self.acquire(mutex, at);
                self.note(Effect::Lock { mutex, value: shown() }, at);
                Answer::default()
            }
            Op::TryLock { mutex } => {
                let free = self.mutex(mutex).holder.is_none();
                if free {
                    self.acquire(mutex, at);
                    self.note(Effect::Lock { mutex, value: shown() }, at);
                } else {
                    self.note(Effect::TryLockFailed { mutex }, at);
                }
                Answer { value: 0, done: free }
            }
            Op::Unlock { mutex } => {
                self.release(mutex);
                self.note(Effect::Unlock { mutex, value: shown() }, at);
                Answer::default()
            }
            Op::Wait { condvar, mutex } => {
                self.release(mutex);
                self.waiters(condvar).push(me);
                self.threads[me].woken = false;
                self.threads[me].wakes_spuriously = self.wakeup_surprise(search);
                self.note(Effect::Wait { condvar, mutex }, at);
                Answer::default()
            }
            Op::Reacquire { condvar, mutex } => {
                self.acquire(mutex, at);
                let spurious = !std::mem::take(&mut self.threads[me].woken);
                self.threads[me].wakes_spuriously = false;
                self.waiters(condvar).retain(|waiter| *waiter != me);
                self.note(Effect::Woken { condvar, mutex, spurious }, at);
                Answer::default()
            }
            Op::Notify { condvar, all } => {
                let woken = self.wake(condvar, all, search);
                self.changed();
                self.note(Effect::Notify { condvar, all, woken }, at);
                Answer::default()
            }
            Op::Join { thread } => {
                let theirs = self.threads[thread].knowledge.now;
                let order = self.threads[thread].order;
                self.threads[me].knowledge.now.join(&theirs);
                self.threads[me].order.join(&order);
                self.threads[thread].joined = true;
                self.note(Effect::Join { child: thread }, at);
                Answer::default()
            }
            Op::Yield => {
                self.note(Effect::Yield, at);
                Answer::default()
            }
            Op::DropArc { arc } => {
                self.changed();
                self.note(Effect::DropArc { arc }, at);
                Answer::default()
            }
        }
    }

    /// Carries the edges of a reference given up: the last owner knows what all others did before.
    pub(crate) fn drop_reference(&mut self, arc: ObjectId, last: bool) {
        let Object::Arc { released } = &mut self.objects[arc as usize] else { wrong_kind() };
        let knowledge = &mut self.threads[self.current].knowledge;
        let mine = knowledge.release(self.current);
        released.join(&mine);
        if last {
            knowledge.now.join(released);
        }
    }

    /// Notes an access to a cell; a race ends the execution.
    pub(crate) fn access(&mut self, cell: ObjectId, writes: bool, at: Loc) {
        let me = self.current;
        let Object::Cell(state) = &mut self.objects[cell as usize] else { wrong_kind() };
        let race = state.access(cell, &mut self.threads[me].knowledge, me, writes, at);
        self.ending = race.map(Ending::Race);
    }

    pub(crate) fn value_of(&self, atomic: ObjectId) -> u64 {
        let Object::Atomic(state) = &self.objects[atomic as usize] else { wrong_kind() };
        state.value
    }

    fn acquire(&mut self, mutex: ObjectId, at: Loc) {
        let me = self.current;
        let state = self.mutex_mut(mutex);
        state.holder = Some((me, Some(at)));
        let released = state.released;
        self.threads[me].knowledge.now.join(&released);
        self.changed();
    }

    fn release(&mut self, mutex: ObjectId) {
        let me = self.current;
        let released = self.threads[me].knowledge.release(me);
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
            self.threads[waiter].woken = true;
            woken |= 1 << waiter;
            if !all {
                break;
            }
        }
        woken
    }

    fn wakeup_surprise(&mut self, search: &mut Search) -> bool {
        self.seen.wait = true;
        let surprised = self.surprises_left.wakeups > 0 && search.choose(2) == 1;
        self.surprises_left.wakeups -= u32::from(surprised);
        self.surprises += u32::from(surprised);
        surprised
    }

    fn exchange_surprise(&mut self, search: &mut Search) -> bool {
        self.seen.weak_exchange = true;
        let surprised = self.surprises_left.exchanges > 0 && search.choose(2) == 1;
        self.surprises_left.exchanges -= u32::from(surprised);
        self.surprises += u32::from(surprised);
        surprised
    }

    /// The shared state may be another one from here on.
    fn changed(&mut self) {
        self.changes += 1;
        self.threads[self.current].window.changed();
    }
}

fn wrong_kind() -> ! {
    unreachable!("a handle names an object of the kind it was made for")
}
