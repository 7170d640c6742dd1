//! The programs, written once for all checkers: `facade` is what they take their primitives from.
//!
//! Each stands for one thing that a checker is asked; most are models as exercises have them. The
//! thread that runs a program works, too, so `3 × 2` is two spawned threads and the one that spawns.

use super::facade::cell::UnsafeCell;
use super::facade::sync::atomic::{
    AtomicBool, AtomicUsize, Ordering, Ordering::AcqRel, Ordering::Acquire, Ordering::Relaxed,
    Ordering::Release, Ordering::SeqCst,
};
use super::facade::sync::{Arc, Condvar, Mutex};
use super::facade::thread;
use crate::Program;

/// All of them.
pub(crate) const ALL: &[Program] = &[
    Program::right("mutex 2 × 4", 2, || mutex(2, 4)),
    Program::right("mutex 3 × 1", 3, || mutex(3, 1)),
    Program::right("mutex 3 × 2", 3, || mutex(3, 2)),
    Program::right("mutex 4 × 1", 4, || mutex(4, 1)),
    Program::right("fetch_add 2 × 4", 2, || fetch_add(2, 4)),
    Program::right("fetch_add 3 × 1", 3, || fetch_add(3, 1)),
    Program::right("fetch_add 3 × 2", 3, || fetch_add(3, 2)),
    Program::right("fetch_add 3 × 3", 3, || fetch_add(3, 3)),
    Program::right("fetch_add 4 × 1", 4, || fetch_add(4, 1)),
    Program::right("load, store 2 × 3", 2, || load_store(2, 3, SeqCst, SeqCst)),
    Program::weak("load, store 2 × 2, acq/rel", 2, || load_store(2, 2, Acquire, Release)),
    Program::weak("load, store 2 × 3, acq/rel", 2, || load_store(2, 3, Acquire, Release)),
    Program::weak("load, store 3 × 1, acq/rel", 3, || load_store(3, 1, Acquire, Release)),
    Program::weak("message passing", 2, || message(Release, Acquire)),
    Program::weak("spin on a flag", 2, spin_on_a_flag),
    Program::weak("Peterson, SeqCst", 2, || peterson(SeqCst, SeqCst)),
    Program::right("semaphore of 1, 3 threads", 3, || semaphore(1, Semaphore::acquire)),
    Program::right("semaphore of 2, 3 threads", 3, || semaphore(2, Semaphore::acquire)),
    Program::right("barrier, 3 threads", 3, || barrier(3, 1)),
    Program::right("barrier, 2 threads, 2 rounds", 2, || barrier(2, 2)),
    Program::right("readers-writer lock", 3, readers_writer),
    Program::right("reentrant lock", 2, reentrant),
    Program::right("queue, 1 producer, 1 consumer", 2, || queue(1, true)),
    Program::right("queue, 1 producer, 2 consumers", 3, || queue(2, true)),
    Program::right("pipeline of 2 stages", 3, pipeline),
    Program::right("3 philosophers, ordered", 4, || philosophers(true)),
    Program::weak("once, double-checked", 3, once),
    Program::weak("spin lock 2 × 2", 2, || spin_lock(2, 2)),
    Program::weak("ticket lock 2 × 1", 2, ticket_lock),
    Program::weak("ring, 1 producer, 1 consumer", 2, ring),
    Program::weak("count of references, 3 owners", 3, || references(AcqRel)),
    Program::wrong("lost update", 2, || load_store_checked(2)),
    Program::wrong("lost update, 3 threads", 3, || load_store_checked(3)),
    Program::wrong("semaphore, `if` for `while`", 3, || semaphore(1, Semaphore::acquire_once)),
    Program::wrong("semaphore, notifies from 0 only", 3, notifies_from_zero_only),
    Program::wrong("3 philosophers", 4, || philosophers(false)),
    Program::wrong("queue, one condvar", 4, || queue(2, false)),
    Program::wrong_weakly("Peterson, acq/rel", 2, || peterson(Acquire, Release)),
    Program::wrong_weakly("message passing, relaxed", 2, || message(Relaxed, Relaxed)),
    Program::wrong_weakly("count of references, relaxed", 3, || references(Relaxed)),
];

/// Spawns `others` threads, works as well, and waits for them.
fn together<T: Send + Sync + 'static>(
    others: usize,
    shared: Arc<T>,
    work: impl Fn(&T, usize) + Copy + Send + 'static,
) -> Arc<T> {
    let threads: Vec<_> = (1..=others)
        .map(|me| {
            let shared = Arc::clone(&shared);
            thread::spawn(move || work(&shared, me))
        })
        .collect();
    work(&shared, 0);
    threads.into_iter().for_each(|thread| thread.join().unwrap());
    shared
}

fn mutex(threads: usize, times: usize) {
    let n = together(threads - 1, Arc::new(Mutex::new(0)), move |n: &Mutex<usize>, _| {
        (0..times).for_each(|_| *n.lock().unwrap() += 1);
    });
    assert_eq!(*n.lock().unwrap(), threads * times);
}

fn fetch_add(threads: usize, times: usize) {
    let n = together(threads - 1, Arc::new(AtomicUsize::new(0)), move |n: &AtomicUsize, _| {
        for _ in 0..times {
            n.fetch_add(1, SeqCst);
        }
    });
    assert_eq!(n.load(SeqCst), threads * times);
}

fn load_store(threads: usize, times: usize, load: Ordering, store: Ordering) {
    together(threads - 1, Arc::new(AtomicUsize::new(0)), move |n: &AtomicUsize, _| {
        for _ in 0..times {
            let seen = n.load(load);
            n.store(seen + 1, store);
        }
    });
}

fn load_store_checked(threads: usize) {
    let n = together(threads - 1, Arc::new(AtomicUsize::new(0)), |n: &AtomicUsize, _| {
        let seen = n.load(SeqCst);
        n.store(seen + 1, SeqCst);
    });
    assert_eq!(n.load(SeqCst), threads, "an increment got lost");
}

struct Slot {
    data: UnsafeCell<usize>,
    full: AtomicBool,
}

// SAFETY: right if `full` is set with Release and read with Acquire, which is what is tried.
unsafe impl Sync for Slot {}
// SAFETY: as above.
unsafe impl Send for Slot {}

fn message(set: Ordering, look: Ordering) {
    let slot = Arc::new(Slot { data: UnsafeCell::new(0), full: AtomicBool::new(false) });
    let theirs = Arc::clone(&slot);
    let sender = thread::spawn(move || {
        // SAFETY: nobody reads before `full` is set.
        theirs.data.with_mut(|data| unsafe { *data = 42 });
        theirs.full.store(true, set);
    });
    if slot.full.load(look) {
        // SAFETY: the sender is done with it.
        slot.data.with(|data| assert_eq!(unsafe { *data }, 42));
    }
    sender.join().unwrap();
}

fn spin_on_a_flag() {
    let flag = Arc::new(AtomicBool::new(false));
    let theirs = Arc::clone(&flag);
    let setter = thread::spawn(move || theirs.store(true, Release));
    while !flag.load(Acquire) {
        thread::yield_now();
    }
    setter.join().unwrap();
}

struct Peterson {
    wants: [AtomicBool; 2],
    turn: AtomicUsize,
    inside: AtomicUsize,
}

fn peterson(load: Ordering, store: Ordering) {
    let state = Peterson {
        wants: [AtomicBool::new(false), AtomicBool::new(false)],
        turn: AtomicUsize::new(0),
        inside: AtomicUsize::new(0),
    };
    together(1, Arc::new(state), move |state: &Peterson, me| {
        let other = 1 - me;
        state.wants[me].store(true, store);
        state.turn.store(other, store);
        while state.wants[other].load(load) && state.turn.load(load) == other {
            thread::yield_now();
        }
        assert_eq!(state.inside.fetch_add(1, AcqRel), 0, "two in the critical section");
        state.inside.fetch_sub(1, AcqRel);
        state.wants[me].store(false, store);
    });
}

struct Semaphore {
    permits: Mutex<usize>,
    freed: Condvar,
}

impl Semaphore {
    fn new(permits: usize) -> Self {
        Semaphore { permits: Mutex::new(permits), freed: Condvar::new() }
    }

    fn acquire(&self) {
        let mut permits = self.permits.lock().unwrap();
        while *permits == 0 {
            permits = self.freed.wait(permits).unwrap();
        }
        *permits -= 1;
    }

    /// Looks once, which is the mistake.
    fn acquire_once(&self) {
        let mut permits = self.permits.lock().unwrap();
        if *permits == 0 {
            permits = self.freed.wait(permits).unwrap();
        }
        *permits = permits.checked_sub(1).expect("a permit that is not there");
    }

    fn release(&self) {
        *self.permits.lock().unwrap() += 1;
        self.freed.notify_one();
    }

    /// Thinks that nobody waits if there are permits, which is the mistake.
    fn release_from_zero_only(&self) {
        let mut permits = self.permits.lock().unwrap();
        *permits += 1;
        if *permits == 1 {
            self.freed.notify_one();
        }
    }
}

fn semaphore(permits: usize, acquire: fn(&Semaphore)) {
    together(2, Arc::new(Semaphore::new(permits)), move |semaphore: &Semaphore, _| {
        acquire(semaphore);
        semaphore.release();
    });
}

fn notifies_from_zero_only() {
    together(2, Arc::new(Semaphore::new(0)), |semaphore: &Semaphore, me| {
        if me == 0 {
            semaphore.release_from_zero_only();
            semaphore.release_from_zero_only();
        } else {
            semaphore.acquire();
        }
    });
}

struct Barrier {
    /// Who has arrived in this round, and the round.
    state: Mutex<(usize, usize)>,
    passed: Condvar,
}

impl Barrier {
    fn wait(&self, threads: usize) {
        let mut state = self.state.lock().unwrap();
        state.0 += 1;
        if state.0 == threads {
            *state = (0, state.1 + 1);
            self.passed.notify_all();
        } else {
            let round = state.1;
            while state.1 == round {
                state = self.passed.wait(state).unwrap();
            }
        }
    }
}

fn barrier(threads: usize, rounds: usize) {
    let barrier = Barrier { state: Mutex::new((0, 0)), passed: Condvar::new() };
    let barrier = together(threads - 1, Arc::new(barrier), move |barrier: &Barrier, _| {
        (0..rounds).for_each(|_| barrier.wait(threads));
    });
    assert_eq!(*barrier.state.lock().unwrap(), (0, rounds));
}

struct ReadersWriter {
    /// Readers inside; `usize::MAX` for a writer.
    inside: Mutex<usize>,
    left: Condvar,
}

fn readers_writer() {
    let lock = ReadersWriter { inside: Mutex::new(0), left: Condvar::new() };
    let lock = together(2, Arc::new(lock), |lock: &ReadersWriter, me| {
        let mut inside = lock.inside.lock().unwrap();
        if me == 0 {
            while *inside > 0 {
                inside = lock.left.wait(inside).unwrap();
            }
            *inside = usize::MAX;
            drop(inside);
            *lock.inside.lock().unwrap() = 0;
        } else {
            while *inside == usize::MAX {
                inside = lock.left.wait(inside).unwrap();
            }
            *inside += 1;
            drop(inside);
            *lock.inside.lock().unwrap() -= 1;
        }
        lock.left.notify_all();
    });
    assert_eq!(*lock.inside.lock().unwrap(), 0);
}

struct Reentrant {
    /// Who owns the lock, and how often it has it.
    owner: Mutex<Option<(usize, usize)>>,
    freed: Condvar,
}

impl Reentrant {
    fn lock(&self, me: usize) {
        let mut owner = self.owner.lock().unwrap();
        while owner.is_some_and(|(who, _)| who != me) {
            owner = self.freed.wait(owner).unwrap();
        }
        let times = owner.map_or(0, |(_, times)| times);
        *owner = Some((me, times + 1));
    }

    fn unlock(&self) {
        let mut owner = self.owner.lock().unwrap();
        let (who, times) = owner.expect("unlocked by its owner");
        *owner = (times > 1).then_some((who, times - 1));
        if owner.is_none() {
            self.freed.notify_one();
        }
    }
}

fn reentrant() {
    let lock = Reentrant { owner: Mutex::new(None), freed: Condvar::new() };
    together(1, Arc::new(lock), |lock: &Reentrant, me| {
        lock.lock(me);
        lock.lock(me);
        lock.unlock();
        lock.unlock();
    });
}

/// Holds one item.
struct Queue {
    item: Mutex<Option<usize>>,
    not_full: Condvar,
    not_empty: Condvar,
}

impl Queue {
    fn new() -> Self {
        Queue { item: Mutex::new(None), not_full: Condvar::new(), not_empty: Condvar::new() }
    }

    /// Where one condvar has to do for both, whoever is woken may be the wrong one.
    fn not_full(&self, apart: bool) -> &Condvar {
        if apart { &self.not_full } else { &self.not_empty }
    }

    fn put(&self, item: usize, apart: bool) {
        let mut place = self.item.lock().unwrap();
        while place.is_some() {
            place = self.not_full(apart).wait(place).unwrap();
        }
        *place = Some(item);
        self.not_empty.notify_one();
    }

    fn take(&self, apart: bool) -> usize {
        let mut place = self.item.lock().unwrap();
        loop {
            if let Some(item) = place.take() {
                self.not_full(apart).notify_one();
                return item;
            }
            place = self.not_empty.wait(place).unwrap();
        }
    }
}

/// Without condvars of their own, two producers and two consumers of one item each.
fn queue(consumers: usize, apart: bool) {
    let queue = Arc::new(Queue::new());
    let more = if apart { 0 } else { 1 };
    together(consumers + more, queue, move |queue: &Queue, me| {
        if me == 0 {
            (0..consumers - more).for_each(|item| queue.put(item, apart));
        } else if me > consumers {
            queue.put(me, apart);
        } else {
            queue.take(apart);
        }
    });
}

fn pipeline() {
    let queues = Arc::new([Queue::new(), Queue::new()]);
    together(2, queues, |[first, second]: &[Queue; 2], me| match me {
        0 => (1..=2).for_each(|item| first.put(item, true)),
        1 => (1..=2).for_each(|_| second.put(first.take(true) * 10, true)),
        _ => (1..=2).for_each(|item| assert_eq!(second.take(true), item * 10)),
    });
}

fn philosophers(ordered: bool) {
    let forks: Vec<_> = (0..3).map(|_| Arc::new(Mutex::new(()))).collect();
    let threads: Vec<_> = (0..3)
        .map(|me| {
            let next = (me + 1) % 3;
            let (first, second) = if ordered && next < me { (next, me) } else { (me, next) };
            let (first, second) = (Arc::clone(&forks[first]), Arc::clone(&forks[second]));
            thread::spawn(move || {
                let _first = first.lock().unwrap();
                let _second = second.lock().unwrap();
            })
        })
        .collect();
    threads.into_iter().for_each(|thread| thread.join().unwrap());
}

struct Once {
    done: AtomicBool,
    making: Mutex<()>,
    value: UnsafeCell<usize>,
}

// SAFETY: `value` is written under the lock, and read behind `done`.
unsafe impl Sync for Once {}
// SAFETY: as above.
unsafe impl Send for Once {}

fn once() {
    let once =
        Once { done: AtomicBool::new(false), making: Mutex::new(()), value: UnsafeCell::new(0) };
    together(2, Arc::new(once), |once: &Once, _| {
        if !once.done.load(Acquire) {
            let _making = once.making.lock().unwrap();
            if !once.done.load(Relaxed) {
                // SAFETY: the lock is held, and `done` is not set.
                once.value.with_mut(|value| unsafe { *value += 1 });
                once.done.store(true, Release);
            }
        }
        // SAFETY: `done` is set, and nobody writes any more.
        once.value.with(|value| assert_eq!(unsafe { *value }, 1));
    });
}

struct Spin {
    locked: AtomicBool,
    value: UnsafeCell<usize>,
}

// SAFETY: `value` is used under the lock.
unsafe impl Sync for Spin {}
// SAFETY: as above.
unsafe impl Send for Spin {}

fn spin_lock(threads: usize, times: usize) {
    let lock = Spin { locked: AtomicBool::new(false), value: UnsafeCell::new(0) };
    let lock = together(threads - 1, Arc::new(lock), move |lock: &Spin, _| {
        for _ in 0..times {
            while lock.locked.compare_exchange(false, true, Acquire, Relaxed).is_err() {
                thread::yield_now();
            }
            // SAFETY: the lock is held.
            lock.value.with_mut(|value| unsafe { *value += 1 });
            lock.locked.store(false, Release);
        }
    });
    // SAFETY: all others are done.
    lock.value.with(|value| assert_eq!(unsafe { *value }, threads * times));
}

struct Ticket {
    next: AtomicUsize,
    serving: AtomicUsize,
    value: UnsafeCell<usize>,
}

// SAFETY: `value` is used by whose turn it is.
unsafe impl Sync for Ticket {}
// SAFETY: as above.
unsafe impl Send for Ticket {}

fn ticket_lock() {
    let lock = Ticket {
        next: AtomicUsize::new(0),
        serving: AtomicUsize::new(0),
        value: UnsafeCell::new(0),
    };
    together(1, Arc::new(lock), |lock: &Ticket, _| {
        let mine = lock.next.fetch_add(1, Relaxed);
        while lock.serving.load(Acquire) != mine {
            thread::yield_now();
        }
        // SAFETY: it is this thread's turn.
        lock.value.with_mut(|value| unsafe { *value += 1 });
        lock.serving.store(mine + 1, Release);
    });
}

/// Holds two items.
struct Ring {
    items: [UnsafeCell<usize>; 2],
    put: AtomicUsize,
    taken: AtomicUsize,
}

// SAFETY: a place is used by the producer until `put` passes it, then by the consumer until `taken`
// does.
unsafe impl Sync for Ring {}
// SAFETY: as above.
unsafe impl Send for Ring {}

fn ring() {
    let ring = Ring {
        items: [UnsafeCell::new(0), UnsafeCell::new(0)],
        put: AtomicUsize::new(0),
        taken: AtomicUsize::new(0),
    };
    together(1, Arc::new(ring), |ring: &Ring, me| {
        if me == 0 {
            for number in 0..3 {
                if number - ring.taken.load(Acquire) == 2 {
                    return;
                }
                // SAFETY: the place is free.
                ring.items[number % 2].with_mut(|item| unsafe { *item = number + 1 });
                ring.put.store(number + 1, Release);
            }
        } else {
            for number in 0..2 {
                if ring.put.load(Acquire) == number {
                    return;
                }
                // SAFETY: the place is full.
                ring.items[number % 2].with(|item| assert_eq!(unsafe { *item }, number + 1));
                ring.taken.store(number + 1, Release);
            }
        }
    });
}

struct Counted {
    owners: AtomicUsize,
    value: UnsafeCell<usize>,
}

// SAFETY: the last owner alone writes.
unsafe impl Sync for Counted {}
// SAFETY: as above.
unsafe impl Send for Counted {}

fn references(order: Ordering) {
    let counted = Counted { owners: AtomicUsize::new(3), value: UnsafeCell::new(7) };
    together(2, Arc::new(counted), move |counted: &Counted, _| {
        // SAFETY: nobody writes as long as there are owners.
        counted.value.with(|value| assert_eq!(unsafe { *value }, 7));
        if counted.owners.fetch_sub(1, order) == 1 {
            // SAFETY: this was the last owner.
            counted.value.with_mut(|value| unsafe { *value = 0 });
        }
    });
}
