//! The state of one execution: its threads, its objects, and how it ends.
//!
//! What operations do to it stands in [`perform`](super::perform).

use super::clock::{Clock, MAX_THREADS, Mask};
use super::life::Life;
use super::objects::{Atomic, Cell, Mutex, Object, Race};
use super::op::{ObjectId, Op};
use super::thread::{Thread, Wake};
use super::weak::modification::{Modifications, Store, StoreId};
use super::weak::{Graph, Memory};
use crate::machine::Machine;
use crate::machine::parker::Parker;
use crate::record::history::History;
use crate::record::{Effect, Event, Kind, Loc, ObjectInfo, Shape};
use crate::seeded::{Bug, seeded};

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
    /// An access to a cell while the pointer of another one is in use.
    Overlap(Race),
    /// Every thread finished, and these objects were not given back.
    Leaked(Vec<ObjectId>),
    /// The code under test broke a rule of the checker itself: which, and where.
    Misuse { rule: String, at: Loc },
    /// Took another way than the execution whose beginning it repeats.
    NotDeterministic,
    /// No order of an object's operations explains what they returned.
    NotLinearizable(Box<History>),
}

/// A panic as the hook saw it.
#[derive(Clone)]
pub(crate) struct Panic {
    pub(crate) message: String,
    /// File and line.
    pub(crate) at: Option<(String, u32)>,
}

/// How often an execution may still do what the documentation allows and nobody expects.
#[derive(Clone, Copy)]
pub(crate) struct Surprises {
    pub(crate) wakeups: u32,
    pub(crate) exchanges: u32,
    /// How often the clock may have moved on between two readings.
    pub(crate) jumps: u32,
    /// How often an access may do what it does in no interleaving.
    pub(crate) stale: u32,
}

/// What executions used, as far as the verdict must speak of it.
#[derive(Clone, Copy, Default, PartialEq, Debug)]
pub(crate) struct Seen {
    /// An atomic access with an ordering weaker than `SeqCst`.
    pub(crate) weaker_order: bool,
    /// A wait that could be woken spuriously.
    pub(crate) wait: bool,
    /// A weak compare-exchange that could fail spuriously.
    pub(crate) weak_exchange: bool,
    /// A thread that reads the clock, sleeps, or waits with a time limit.
    pub(crate) clock: bool,
    /// A value was asked of `choose`.
    pub(crate) choices: bool,
    /// A history that was judged.
    pub(crate) histories: bool,
    /// A thread that yields.
    pub(crate) yields: bool,
    /// A thread that yielded so often that it had to let others go first.
    pub(crate) held_back: bool,
}

/// The running execution.
pub(crate) struct Execution {
    pub(crate) number: u64,
    pub(crate) threads: Vec<Thread>,
    pub(crate) objects: Vec<Object>,
    pub(crate) infos: Vec<ObjectInfo>,
    /// Of each object, who made and used it.
    pub(super) lives: Vec<Life>,
    pub(crate) log: Vec<Event>,
    pub(crate) recording: bool,
    pub(crate) current: usize,
    pub(crate) ending: Option<Ending>,
    /// A race with the dropping of an atomic, as long as one that tells more may be found.
    pub(super) late_race: Option<Race>,
    /// Steps after which another thread may find something changed.
    pub(crate) changes: u64,
    /// Nanoseconds since the execution began, by the model's own clock.
    pub(crate) time: u64,
    /// How often the clock was read.
    pub(super) readings: u32,
    /// All threads are through, and what statics hold is dropped: operations are done, and are no
    /// steps.
    pub(crate) closing: bool,
    /// The execution is given up, and its threads are unwound: operations do nothing.
    #[cfg(test)]
    pub(crate) over: bool,
    /// An initializer of a static runs: what it makes was there before every thread.
    pub(crate) making_static: bool,
    /// How often each object was changed.
    pub(super) versions: Vec<u32>,
    /// A thread that runs alone to show whether its loop, which yields there, gives up.
    pub(super) on_trial: Option<(usize, Loc)>,
    /// Threads that wait on the address of an atomic.
    pub(super) futex_waiters: Vec<(ObjectId, usize)>,
    pub(super) surprises_left: Surprises,
    pub(crate) surprises: u32,
    /// What loads may return.
    pub(crate) memory: Memory,
    /// Accesses that did what they do in no interleaving.
    pub(crate) stale: u32,
    /// The accesses so far, under weak memory.
    pub(super) graph: Graph,
    /// What those who woke on the address of an atomic knew.
    pub(super) futex_wakes: Vec<(ObjectId, Clock)>,
    /// The store that the last access under weak memory has to do with.
    pub(super) saw: Option<StoreId>,
    /// A thread has begun to wait for news.
    pub(super) awaited: bool,
    /// Threads that wait for news may go on.
    pub(super) news: bool,
    /// What this execution and those before it used.
    pub(crate) seen: Seen,
}

impl Execution {
    pub(crate) fn new(recording: bool, surprises: Surprises) -> Self {
        Execution {
            number: 0,
            threads: Vec::new(),
            objects: Vec::new(),
            infos: Vec::new(),
            lives: Vec::new(),
            log: Vec::new(),
            recording,
            current: 0,
            ending: None,
            late_race: None,
            changes: 0,
            time: 0,
            readings: 0,
            closing: false,
            #[cfg(test)]
            over: false,
            making_static: false,
            versions: Vec::new(),
            on_trial: None,
            futex_waiters: Vec::new(),
            surprises_left: surprises,
            surprises: 0,
            memory: Memory::default(),
            stale: 0,
            graph: Graph::default(),
            futex_wakes: Vec::new(),
            saw: None,
            awaited: false,
            news: true,
            seen: Seen::default(),
        }
    }

    /// Starts over, keeping the memory of the last execution.
    pub(crate) fn restart(&mut self, number: u64, surprises: Surprises, memory: Memory) {
        self.number = number;
        self.threads.clear();
        self.threads.push(Thread::new(None, None));
        self.objects.clear();
        self.infos.clear();
        self.lives.clear();
        self.log.clear();
        self.current = 0;
        self.ending = None;
        self.late_race = None;
        self.changes = 0;
        self.time = 0;
        self.readings = 0;
        self.closing = false;
        #[cfg(test)]
        {
            self.over = false;
        }
        self.making_static = false;
        self.versions.clear();
        self.on_trial = None;
        self.futex_waiters.clear();
        self.surprises_left = surprises;
        self.surprises = 0;
        self.memory = memory;
        self.stale = 0;
        self.graph.clear();
        self.futex_wakes.clear();
        self.saw = None;
        self.awaited = false;
        self.news = true;
    }

    /// Makes an object. What is in it at first was put there by the running thread: to plain
    /// memory this is a write, to anything else an access that whoever uses it must come after.
    pub(crate) fn add_object(&mut self, kind: Kind, shape: Shape, value: u64, at: Loc) -> ObjectId {
        let id = self.next_object(kind, shape, at);
        self.objects.push(match kind {
            // Not released: seeing the first value of an atomic synchronizes with nothing.
            Kind::Atomic if self.memory == Memory::Weak => {
                let time = self.threads[self.current].knowledge.now.of(self.current);
                let initial = Store::new(value, self.current, time, Clock::default());
                let mut order = Box::<Modifications>::default();
                order.begin(initial);
                Object::Modifications(order)
            }
            Kind::Atomic => {
                Object::Atomic(Atomic { value, released: Clock::default(), stored: None })
            }
            Kind::Mutex => Object::Mutex(Mutex::default()),
            Kind::Condvar => Object::Condvar { waiters: Vec::new() },
            Kind::Cell => {
                let mut cell = Box::<Cell>::default();
                let me = self.current;
                if !self.making_static {
                    let raced = cell.access(id, &mut self.threads[me].knowledge, me, true, at);
                    debug_assert!(raced.is_none(), "the first access races with nothing");
                }
                Object::Cell(cell)
            }
            Kind::Arc => Object::Arc { released: Clock::default(), references: 1 },
            Kind::Track => Object::Track { live: true },
            _ => unreachable!("machines are made by `add_machine`"),
        });
        id
    }

    /// The number of an object that is about to be added, by the running thread or before all.
    fn next_object(&mut self, kind: Kind, shape: Shape, at: Loc) -> ObjectId {
        let id = ObjectId::try_from(self.objects.len()).expect("fewer than 2^32 objects");
        let me = self.current;
        let now = &mut self.threads[me].knowledge.now;
        now.tick(me);
        // What others can know of a thread is made when they first ask.
        let before_all = self.making_static || kind == Kind::Thread;
        self.lives.push(Life::new(me, if before_all { 0 } else { now.of(me) }, self.log.len()));
        self.infos.push(ObjectInfo { kind, shape, created: at });
        id
    }

    /// Makes an object that is a machine.
    pub(crate) fn add_machine(
        &mut self,
        kind: Kind,
        shape: Shape,
        machine: Machine,
        at: Loc,
    ) -> ObjectId {
        let id = self.next_object(kind, shape, at);
        self.objects.push(Object::Machine { machine, slots: Vec::new() });
        id
    }

    /// What others can know of a thread, made when they first ask.
    pub(crate) fn parker_of(&mut self, thread: usize) -> ObjectId {
        if let Some(parker) = self.threads[thread].parker {
            return parker;
        }
        let at = self.threads[thread].spawned_at.unwrap_or(std::panic::Location::caller());
        let machine = Machine::Parker(Parker::default());
        let parker = self.add_machine(Kind::Thread, Shape::Thread(thread), machine, at);
        self.threads[thread].parker = Some(parker);
        parker
    }

    pub(crate) fn machine(&self, id: ObjectId) -> &Machine {
        match &self.objects[id as usize] {
            Object::Machine { machine, .. } => machine,
            _ => wrong_kind(),
        }
    }

    pub(crate) fn machine_mut(&mut self, id: ObjectId) -> &mut Machine {
        match &mut self.objects[id as usize] {
            Object::Machine { machine, .. } => machine,
            _ => wrong_kind(),
        }
    }

    /// Makes a thread that knows what its parent knows. `None`: there are too many.
    pub(crate) fn add_thread(&mut self, name: Option<String>, at: Loc) -> Option<usize> {
        if self.threads.len() == MAX_THREADS {
            return None;
        }
        let child = self.threads.len();
        let parent = &mut self.threads[self.current];
        parent.operations += 1;
        parent.turn.acts();
        let mut thread = Thread::new(name, Some(at));
        thread.knowledge.now = parent.knowledge.release(self.current);
        thread.order = parent.order;
        thread.booting = true;
        self.threads.push(thread);
        self.note(Effect::Spawn { child }, at);
        Some(child)
    }

    pub(super) fn atomic(&self, id: ObjectId) -> &Atomic {
        match &self.objects[id as usize] {
            Object::Atomic(atomic) => atomic,
            _ => wrong_kind(),
        }
    }

    pub(super) fn mutex(&self, id: ObjectId) -> &Mutex {
        match &self.objects[id as usize] {
            Object::Mutex(mutex) => mutex,
            _ => wrong_kind(),
        }
    }

    pub(super) fn mutex_mut(&mut self, id: ObjectId) -> &mut Mutex {
        match &mut self.objects[id as usize] {
            Object::Mutex(mutex) => mutex,
            _ => wrong_kind(),
        }
    }

    pub(super) fn waiters(&mut self, id: ObjectId) -> &mut Vec<usize> {
        match &mut self.objects[id as usize] {
            Object::Condvar { waiters } => waiters,
            _ => wrong_kind(),
        }
    }

    /// Memory that was tracked has been given back.
    pub(crate) fn give_back(&mut self, track: ObjectId) {
        self.objects[track as usize] = Object::Track { live: false };
    }

    /// Objects that nobody can give back any more, as far as they must be, and channels with
    /// messages that nobody received, if all must be.
    pub(crate) fn leaked(&self, objects: bool, messages: bool) -> Vec<ObjectId> {
        let is_leaked = |object: &Object| match object {
            Object::Arc { references, .. } => objects && *references > 0,
            Object::Track { live } => objects && *live,
            Object::Machine { machine: Machine::Channel(channel), .. } => {
                messages && channel.undelivered() > 0
            }
            _ => false,
        };
        let objects = (0..).zip(&self.objects);
        objects.filter(|(_, object)| is_leaked(object)).map(|(id, _)| id).collect()
    }

    /// Whether a panic unwinds the running thread.
    ///
    /// std counts panics for the OS thread. A thread of the model is known to unwind by the hook. Of
    /// `resume_unwind`, which calls none, it is known that no other thread could begin to unwind
    /// before the one that does came here.
    pub(crate) fn unwinds(&mut self) -> bool {
        let any = std::thread::panicking();
        let known = self.threads.iter().any(|thread| thread.panicking);
        let thread = &mut self.threads[self.current];
        thread.panicking = any && (thread.panicking || !known);
        thread.panicking
    }

    /// The value of an atomic, without a step.
    pub(crate) fn value_of(&self, atomic: ObjectId) -> u64 {
        match &self.objects[atomic as usize] {
            Object::Atomic(state) => state.value,
            Object::Modifications(order) => order.value(),
            _ => wrong_kind(),
        }
    }

    /// The owner of an atomic may change it from now on, as long as nobody else uses it.
    pub(crate) fn lend(&mut self, atomic: ObjectId) {
        let me = self.current;
        self.threads[me].knowledge.now.tick(me);
        if let Object::Modifications(order) = &mut self.objects[atomic as usize] {
            let now = &self.threads[me].knowledge.now;
            let store = Store::new(order.value(), me, now.of(me), Clock::default());
            order.insert(order.len(), store);
        }
    }

    /// Changes an atomic that its owner has for itself, without a step.
    pub(crate) fn set_value(&mut self, atomic: ObjectId, value: u64) {
        match &mut self.objects[atomic as usize] {
            Object::Atomic(state) => state.value = value,
            // Its place was taken when the owner was given the value.
            Object::Modifications(order) => order.set_newest(value),
            _ => wrong_kind(),
        }
    }

    /// Whether a mutex is poisoned, without a step.
    pub(crate) fn poisoned(&self, mutex: ObjectId) -> bool {
        self.mutex(mutex).poisoned
    }

    /// The number of the next line of the record, if there will be one.
    pub(super) fn next_line(&self) -> Option<u32> {
        self.recording.then_some(self.log.len() as u32)
    }

    /// Writes a line of the record, for the thread that runs.
    pub(crate) fn note(&mut self, effect: Effect, at: Loc) {
        if self.recording {
            self.log.push(Event { thread: self.current, effect, at });
        }
    }

    /// Nobody can go on: ends the waits that have a time limit. Returns whether there is one.
    pub(super) fn times_out(&mut self) -> bool {
        let mut any = false;
        for thread in 0..self.threads.len() {
            let Some((Op::Reacquire { condvar, nanos: Some(_), .. }, _)) =
                self.threads[thread].pending
            else {
                continue;
            };
            if !self.threads[thread].awake() {
                self.threads[thread].sleep(Some(Wake::TimedOut));
                self.waiters(condvar).retain(|waiter| *waiter != thread);
                any = true;
            }
        }
        any
    }

    /// The stores from which the thread may be about to read; 0 if it is about to do something else,
    /// or would read the newest anyway.
    pub(super) fn stores_for(&self, thread: usize) -> StoreId {
        let Some((op, _)) = self.threads[thread].pending else { return 0 };
        match op.reads().map(|atomic| &self.objects[atomic as usize]) {
            Some(Object::Modifications(order)) => order.len(),
            _ => 0,
        }
    }

    /// The newest of the stores from which the thread may be about to read.
    pub(super) fn newest_for(&self, thread: usize) -> StoreId {
        let reads = self.threads[thread].pending.and_then(|(op, _)| op.reads());
        match reads.map(|atomic| &self.objects[atomic as usize]) {
            Some(Object::Modifications(order)) => order.newest(),
            _ => 0,
        }
    }

    /// The threads that wait for news, may not go on, and would find some.
    pub(super) fn overlooking(&self) -> Mask {
        if self.news || !self.awaited {
            return 0;
        }
        let overlooks = |thread: &Thread| {
            matches!(thread.pending, Some((Op::Await, _)))
                && thread.turn.has_news(|object| self.version(object))
        };
        let threads = self.threads.iter().enumerate();
        threads.fold(0, |mask, (number, thread)| mask | Mask::from(overlooks(thread)) << number)
    }

    /// How often an object was changed; under weak memory, which store gave an atomic its newest value.
    pub(super) fn version(&self, object: ObjectId) -> u32 {
        if let Object::Modifications(order) = &self.objects[object as usize] {
            return order.same_as(order.newest());
        }
        self.versions.get(object as usize).copied().unwrap_or(0)
    }

    /// Whether the thread could do its announced operation at once.
    pub(super) fn can_go_on(&self, thread: &Thread) -> bool {
        let (false, Some((op, _))) = (thread.finished, thread.pending) else { return false };
        match op {
            Op::Lock { mutex } => self.mutex(mutex).holder.is_none(),
            Op::TryLock { mutex } if seeded(Bug::TryLockWaits) => {
                self.mutex(mutex).holder.is_none()
            }
            Op::Reacquire { .. } if seeded(Bug::WokenSkipsRelock) => thread.awake(),
            Op::Reacquire { mutex, .. } => thread.awake() && self.mutex(mutex).holder.is_none(),
            Op::Join { thread } => self.threads[thread].finished,
            Op::Await if seeded(Bug::NewsIsMissed) => false,
            Op::Await => self.news && thread.turn.has_news(|object| self.version(object)),
            Op::FutexWoken { .. } => thread.awake(),
            Op::Act { object, act } => self.machine(object).gauge().allows(act),
            _ => true,
        }
    }

    /// The threads that can go on.
    pub(crate) fn enabled(&self) -> Mask {
        let threads = self.threads.iter().enumerate();
        threads
            .fold(0, |mask, (number, thread)| mask | Mask::from(self.can_go_on(thread)) << number)
    }
}

/// A handle of one kind was used as another: a bug in the checker.
pub(super) fn wrong_kind() -> ! {
    unreachable!("a handle names an object of the kind it was made for")
}
