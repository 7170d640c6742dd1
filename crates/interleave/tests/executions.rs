//! How many executions the search needs: never more than these.
//!
//! The figures are those of the prototype that the engine comes from, for the same programs without
//! spurious wake-ups: executions of the reduced search for what holds, and executions until the
//! simplest failure is known for what does not.

use interleave::sync::atomic::{AtomicU64, Ordering, Ordering::*};
use interleave::sync::{Arc, Condvar, Mutex};
use interleave::{Model, cell::UnsafeCell, thread};

#[path = "common/each.rs"]
mod each;

use each::each;

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

    fn acquire_with_if(&self) {
        let mut permits = self.permits.lock().unwrap();
        if *permits == 0 {
            permits = self.freed.wait(permits).unwrap();
        }
        *permits = permits.checked_sub(1).expect("there is a permit");
    }

    fn release(&self) {
        let mut permits = self.permits.lock().unwrap();
        *permits += 1;
        self.freed.notify_one();
    }

    fn release_notifying_on_zero(&self) {
        let mut permits = self.permits.lock().unwrap();
        *permits += 1;
        if *permits == 1 {
            self.freed.notify_one();
        }
    }
}

/// Runs a closure in so many threads, and joins them. The last runs in the calling one.
fn in_threads<T: Send + Sync + 'static>(shared: T, bodies: Vec<fn(&T)>) -> Arc<T> {
    let shared = Arc::new(shared);
    let mut bodies = bodies.into_iter();
    let here = bodies.next_back().expect("a body for the calling thread");
    let others: Vec<_> = bodies
        .map(|body| {
            let shared = Arc::clone(&shared);
            thread::spawn(move || body(&shared))
        })
        .collect();
    here(&shared);
    for other in others {
        other.join().unwrap();
    }
    shared
}

fn semaphore(acquire: fn(&Semaphore)) -> impl Fn() + Send + Sync + 'static {
    move || {
        let semaphore = Arc::new(Semaphore::new(1));
        let others: Vec<_> = (0..2)
            .map(|_| {
                let semaphore = Arc::clone(&semaphore);
                thread::spawn(move || {
                    acquire(&semaphore);
                    semaphore.release();
                })
            })
            .collect();
        acquire(&semaphore);
        semaphore.release();
        for other in others {
            other.join().unwrap();
        }
    }
}

fn notify_on_zero() {
    let semaphore = Arc::new(Semaphore::new(0));
    let others: Vec<_> = (0..2)
        .map(|_| {
            let semaphore = Arc::clone(&semaphore);
            thread::spawn(move || semaphore.acquire())
        })
        .collect();
    semaphore.release_notifying_on_zero();
    semaphore.release_notifying_on_zero();
    for other in others {
        other.join().unwrap();
    }
}

fn philosophers(ordered: bool) -> impl Fn() + Send + Sync + 'static {
    move || {
        let forks: Vec<_> = (0..3).map(|_| Arc::new(Mutex::new(()))).collect();
        let eating: Vec<_> = (0..3)
            .map(|seat: usize| {
                let right = (seat + 1) % 3;
                let (one, two) =
                    if ordered { (seat.min(right), seat.max(right)) } else { (seat, right) };
                let (one, two) = (Arc::clone(&forks[one]), Arc::clone(&forks[two]));
                thread::spawn(move || {
                    let _one = one.lock();
                    let _two = two.lock();
                })
            })
            .collect();
        for philosopher in eating {
            philosopher.join().unwrap();
        }
    }
}

/// A queue with room for one, and one condvar for both sides.
#[derive(Default)]
struct Queue {
    items: Mutex<Vec<usize>>,
    changed: Condvar,
}

impl Queue {
    fn put(&self) {
        let mut items = self.items.lock().unwrap();
        while items.len() == 1 {
            items = self.changed.wait(items).unwrap();
        }
        items.push(1);
        self.changed.notify_one();
    }

    fn get(&self) {
        let mut items = self.items.lock().unwrap();
        while items.is_empty() {
            items = self.changed.wait(items).unwrap();
        }
        items.pop();
        self.changed.notify_one();
    }
}

fn queue_with_one_condvar() {
    in_threads(Queue::default(), vec![Queue::get, Queue::get, Queue::put, Queue::put]);
}

fn mutex(threads: usize, times: usize) -> impl Fn() + Send + Sync + 'static {
    each(threads, times, || Mutex::new(0_usize), |n| *n.lock().unwrap() += 1)
}

fn add(threads: usize, times: usize) -> impl Fn() + Send + Sync + 'static {
    each(
        threads,
        times,
        || AtomicU64::new(0),
        |n| {
            n.fetch_add(1, Relaxed);
        },
    )
}

fn load_then_store(threads: usize, times: usize) -> impl Fn() + Send + Sync + 'static {
    each(threads, times, || AtomicU64::new(0), |n| n.store(n.load(Acquire) + 1, Release))
}

#[derive(Default)]
struct Peterson {
    wants: [AtomicU64; 2],
    turn: AtomicU64,
    inside: AtomicU64,
}

impl Peterson {
    fn enter_and_leave(&self, me: usize) {
        let other = 1 - me;
        self.wants[me].store(1, SeqCst);
        self.turn.store(other as u64, SeqCst);
        while self.wants[other].load(SeqCst) == 1 && self.turn.load(SeqCst) == other as u64 {
            thread::yield_now();
        }
        assert_eq!(self.inside.fetch_add(1, AcqRel), 0, "two in the critical section");
        self.inside.fetch_sub(1, AcqRel);
        self.wants[me].store(0, SeqCst);
    }
}

fn peterson() {
    in_threads(Peterson::default(), vec![|p| p.enter_and_leave(1), |p| p.enter_and_leave(0)]);
}

struct Slot {
    data: UnsafeCell<u64>,
    full: AtomicU64,
}
// SAFETY: `full` says who may touch `data`; wrong with `Relaxed`, on purpose.
unsafe impl Sync for Slot {}

fn publish(store: Ordering, load: Ordering) -> impl Fn() + Send + Sync + 'static {
    move || {
        let slot = Arc::new(Slot { data: UnsafeCell::new(0), full: AtomicU64::new(0) });
        let theirs = Arc::clone(&slot);
        let other = thread::spawn(move || {
            // SAFETY: nobody reads before `full` is set.
            theirs.data.with_mut(|data| unsafe { *data = 42 });
            theirs.full.store(1, store);
        });
        if slot.full.load(load) == 1 {
            // SAFETY: nobody writes after `full` is set.
            assert_eq!(slot.data.with(|data| unsafe { *data }), 42);
        }
        other.join().unwrap();
    }
}

fn spin_on_a_flag() {
    let wait = |flag: &AtomicU64| {
        while flag.load(Acquire) == 0 {
            thread::yield_now();
        }
    };
    in_threads(AtomicU64::new(0), vec![|flag| flag.store(1, Release), wait]);
}

fn spin_on_nothing() {
    let flag = Arc::new(AtomicU64::new(0));
    let theirs = Arc::clone(&flag);
    let spin = move || {
        while theirs.load(Acquire) == 0 {
            thread::yield_now();
        }
    };
    thread::spawn(spin).join().unwrap();
}

fn try_lock_can_fail() {
    let n = Arc::new(Mutex::new(0));
    let theirs = Arc::clone(&n);
    let other = thread::spawn(move || *theirs.lock().unwrap() += 1);
    drop(n.try_lock().expect("it is never busy"));
    other.join().unwrap();
}

fn wait_with_if() {
    let pair = Arc::new((Mutex::new(false), Condvar::new()));
    let theirs = Arc::clone(&pair);
    let other = thread::spawn(move || {
        *theirs.0.lock().unwrap() = true;
        theirs.1.notify_one();
    });
    let mut ready = pair.0.lock().unwrap();
    if !*ready {
        ready = pair.1.wait(ready).unwrap();
    }
    assert!(*ready);
    drop(ready);
    other.join().unwrap();
}

#[track_caller]
fn holds<F: Fn() + Send + Sync + 'static>(program: F, most: usize) {
    let checked = Model::new().spurious_wakeups(0).try_check(program).expect("it holds");
    let executions = checked.executions;
    assert!(executions <= most, "{executions} executions, not {most}");
}

#[track_caller]
fn fails<F: Fn() + Send + Sync + 'static>(program: F, kind: &str, most: usize, wakeups: u32) {
    let report = Model::new().spurious_wakeups(wakeups).try_check(program).expect_err("it fails");
    assert_eq!(report.kind(), kind);
    let executions = report.tried();
    assert!(executions <= most, "{executions} executions, not {most}");
}

#[test]
fn what_holds_needs_no_more_executions_than_the_prototype() {
    holds(semaphore(Semaphore::acquire), 48);
    holds(philosophers(true), 6);
    holds(mutex(2, 4), 70);
    holds(mutex(3, 1), 6);
    holds(mutex(3, 2), 90);
    holds(mutex(4, 1), 24);
    holds(add(2, 4), 70);
    holds(add(3, 1), 6);
    holds(add(3, 2), 90);
    holds(add(4, 1), 24);
    holds(add(3, 3), 1_680);
    holds(load_then_store(2, 3), 328);
    holds(peterson, 16);
    holds(publish(Release, Acquire), 3);
    holds(spin_on_a_flag, 4);
    holds(wait_with_if, 2);
}

#[test]
fn what_fails_needs_no_more_executions_than_the_prototype() {
    // One more: who panics here unwinds, and unlocks, while the prototype stops.
    fails(semaphore(Semaphore::acquire_with_if), "panic", 101 + 1, 0);
    fails(notify_on_zero, "deadlock", 21, 0);
    fails(philosophers(false), "deadlock", 164, 0);
    fails(queue_with_one_condvar, "deadlock", 162, 0);
    fails(publish(Relaxed, Relaxed), "data race", 4, 0);
    fails(spin_on_nothing, "livelock", 1, 0);
    fails(try_lock_can_fail, "panic", 6, 0);
    // One more: the wait that ends as it should is tried first.
    fails(wait_with_if, "assertion", 1 + 1, 1);
}

/// Takes a spin lock, adds one, and gives it back.
fn spin_lock(threads: usize, times: usize) -> impl Fn() + Send + Sync + 'static {
    each(
        threads,
        times,
        || (AtomicU64::new(0), AtomicU64::new(0)),
        |(lock, n)| {
            while lock.swap(1, Acquire) == 1 {
                interleave::hint::spin_loop();
            }
            n.store(n.load(Relaxed) + 1, Relaxed);
            lock.store(0, Release);
        },
    )
}

/// A loop that only looks waits until something has changed, and repeats nothing.
#[test]
fn spin_locks_are_finished() {
    holds(spin_lock(2, 1), 4);
    holds(spin_lock(3, 1), 120);
    holds(spin_lock(2, 2), 60);
    holds(spin_lock(4, 1), 40_000);
}
