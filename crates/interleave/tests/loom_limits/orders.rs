//! Programs whose outcomes depend on orders: of plain accesses, of updates, of what a thread sees.

use super::lib::cell::UnsafeCell;
use super::lib::sync::atomic::{AtomicBool, AtomicUsize, Ordering::*};
use super::lib::sync::{Arc, Mutex};
use super::lib::thread;

type Atomics = (AtomicUsize, AtomicUsize);

fn atomics() -> (Arc<Atomics>, Arc<Atomics>) {
    let both = Arc::new((AtomicUsize::new(0), AtomicUsize::new(0)));
    (Arc::clone(&both), both)
}

pub(crate) fn load_then_store() -> String {
    let (p, q) = atomics();
    let other = thread::spawn(move || {
        q.0.load(SeqCst);
        q.0.store(1, SeqCst);
    });
    let seen = p.0.load(SeqCst);
    other.join().unwrap();
    format!("{seen}")
}

struct Slot {
    data: UnsafeCell<usize>,
    version: AtomicUsize,
}

// SAFETY: none of this is safe; a checker has to say so.
unsafe impl Sync for Slot {}
// SAFETY: as above.
unsafe impl Send for Slot {}

/// The store must be `Release`.
pub(crate) fn published_too_weakly() -> String {
    let slot = Arc::new(Slot { data: UnsafeCell::new(0), version: AtomicUsize::new(0) });
    let theirs = Arc::clone(&slot);
    let writer = thread::spawn(move || {
        // SAFETY: the checker reports a race before it can do harm.
        theirs.data.with_mut(|data| unsafe { *data = 1 });
        let version = theirs.version.load(Relaxed);
        theirs.version.store(version + 1, Relaxed);
    });
    if slot.version.load(Acquire) == 1 {
        // SAFETY: as above.
        slot.data.with(|data| unsafe { *data });
    }
    writer.join().unwrap();
    String::new()
}

/// What a second writer finds behind its own store, and the last value. `1` cannot be the last.
pub(crate) fn overwritten() -> String {
    let (p, q) = atomics();
    let other = thread::spawn(move || {
        q.0.store(2, Relaxed);
        q.0.load(Relaxed)
    });
    p.0.store(1, Relaxed);
    p.0.store(3, Relaxed);
    let seen = other.join().unwrap();
    let last = p.0.load(Relaxed);
    format!("{seen} {last}")
}

fn spin_lock(locked: fn(&AtomicBool) -> bool, threads: usize) -> String {
    let lock = Arc::new(AtomicBool::new(false));
    let critical = move |lock: &AtomicBool| {
        while !locked(lock) {
            thread::yield_now();
        }
        lock.store(false, Release);
    };
    let others: Vec<_> = (1..threads)
        .map(|_| {
            let lock = Arc::clone(&lock);
            thread::spawn(move || critical(&lock))
        })
        .collect();
    critical(&lock);
    others.into_iter().for_each(|other| other.join().unwrap());
    String::new()
}

pub(crate) fn swap_lock() -> String {
    spin_lock(|lock| !lock.swap(true, Acquire), 2)
}

pub(crate) fn exchange_lock() -> String {
    spin_lock(|lock| lock.compare_exchange(false, true, Acquire, Relaxed).is_ok(), 2)
}

pub(crate) fn three_spinners() -> String {
    spin_lock(|lock| lock.compare_exchange(false, true, Acquire, Relaxed).is_ok(), 3)
}

pub(crate) fn update_against_store() -> String {
    let (p, q) = atomics();
    let other = thread::spawn(move || q.0.store(1, SeqCst));
    let old = p.0.fetch_add(10, SeqCst);
    other.join().unwrap();
    format!("{old} {}", p.0.load(SeqCst))
}

/// The number of tasks must be counted inside of the lock.
fn counted_too_late(yields: bool) -> String {
    let queue = Arc::new((Mutex::new(0), AtomicUsize::new(0)));
    let theirs = Arc::clone(&queue);
    let producer = thread::spawn(move || {
        *theirs.0.lock().unwrap() += 1;
        theirs.1.fetch_add(1, SeqCst);
    });
    let got = std::mem::take(&mut *queue.0.lock().unwrap()) == 1;
    if got {
        if yields {
            thread::yield_now();
        }
        assert_eq!(queue.1.fetch_sub(1, SeqCst), 1, "done before it was counted");
    }
    producer.join().unwrap();
    String::new()
}

pub(crate) fn counted_too_late_without_yield() -> String {
    counted_too_late(false)
}

pub(crate) fn counted_too_late_with_yield() -> String {
    counted_too_late(true)
}

pub(crate) fn log_behind_a_lock() -> String {
    let log = Arc::new(Mutex::new(String::new()));
    let theirs = Arc::clone(&log);
    let other = thread::spawn(move || theirs.lock().unwrap().push('t'));
    log.lock().unwrap().push('m');
    other.join().unwrap();
    log.lock().unwrap().clone()
}

pub(crate) fn store_buffering() -> String {
    let (p, q) = atomics();
    let other = thread::spawn(move || {
        q.1.store(1, SeqCst);
        q.0.load(SeqCst)
    });
    p.0.store(1, SeqCst);
    let seen = p.1.load(SeqCst);
    format!("{seen} {}", other.join().unwrap())
}

/// Whether the two readers see the two writes in different orders.
pub(crate) fn independent_readers() -> String {
    let (p, q) = atomics();
    let (a, b) = (Arc::clone(&p), Arc::clone(&p));
    let first = thread::spawn(move || a.0.store(1, SeqCst));
    let second = thread::spawn(move || b.1.store(1, SeqCst));
    let reader = thread::spawn(move || (q.0.load(SeqCst), q.1.load(SeqCst)));
    let (y, x) = (p.1.load(SeqCst), p.0.load(SeqCst));
    first.join().unwrap();
    second.join().unwrap();
    let disagree = reader.join().unwrap() == (1, 0) && (y, x) == (1, 0);
    if disagree { "disagree".to_owned() } else { "agree".to_owned() }
}

/// `None`, or what a reader finds who has seen that all eight stores are done.
pub(crate) fn eighth_store() -> String {
    let (p, q) = atomics();
    let writer = thread::spawn(move || {
        (1..=8).for_each(|value| q.0.store(value, Relaxed));
        q.1.store(1, Relaxed);
    });
    let done = p.1.load(Relaxed) == 1;
    let seen = done.then(|| p.0.load(Relaxed));
    writer.join().unwrap();
    seen.map_or_else(String::new, |seen| seen.to_string())
}

pub(crate) fn six_threads() -> String {
    let (p, _) = atomics();
    let others: Vec<_> = (0..5)
        .map(|_| {
            let p = Arc::clone(&p);
            thread::spawn(move || p.0.load(SeqCst))
        })
        .collect();
    for other in others {
        other.join().unwrap();
    }
    String::new()
}

pub(crate) fn six_hundred_loads() -> String {
    let (p, _) = atomics();
    for _ in 0..600 {
        p.0.load(SeqCst);
    }
    String::new()
}
