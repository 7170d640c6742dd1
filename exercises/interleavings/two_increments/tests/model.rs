//! The programs, and the check of what you predicted for them.

use interleave::sync::atomic::{AtomicU32, Ordering::SeqCst};
use interleave::sync::{Arc, Mutex};
use interleave::{outcomes, thread};

/// Runs `step` in `threads` threads that share `n`; returns what `n` is when all have ended.
fn after<T: Send + Sync + 'static>(threads: usize, n: T, step: fn(&T), read: fn(&T) -> u32) -> u32 {
    let n = Arc::new(n);
    let handles: Vec<_> = (0..threads)
        .map(|_| {
            let n = Arc::clone(&n);
            thread::spawn(move || step(&n))
        })
        .collect();
    for handle in handles {
        handle.join().unwrap();
    }
    read(&n)
}

fn load(n: &AtomicU32) -> u32 {
    n.load(SeqCst)
}

// ANCHOR: load_then_store
fn load_then_store(n: &AtomicU32) {
    let seen = n.load(SeqCst);
    n.store(seen + 1, SeqCst);
}
// ANCHOR_END: load_then_store

fn fetch_add(n: &AtomicU32) {
    n.fetch_add(1, SeqCst);
}

fn twice(n: &AtomicU32) {
    load_then_store(n);
    load_then_store(n);
}

// ANCHOR: a_lock_for_each_access
fn a_lock_for_each_access(n: &Mutex<u32>) {
    let seen = *n.lock().unwrap();
    *n.lock().unwrap() = seen + 1;
}
// ANCHOR_END: a_lock_for_each_access

#[test]
fn two_threads_load_then_store() {
    outcomes(|| after(2, AtomicU32::new(0), load_then_store, load))
        .assert_predicted(two_increments::load_then_store());
}

#[test]
fn two_threads_fetch_add() {
    outcomes(|| after(2, AtomicU32::new(0), fetch_add, load))
        .assert_predicted(two_increments::fetch_add());
}

#[test]
fn two_threads_twice_each() {
    outcomes(|| after(2, AtomicU32::new(0), twice, load))
        .assert_predicted(two_increments::twice_each());
}

#[test]
fn three_threads_load_then_store() {
    outcomes(|| after(3, AtomicU32::new(0), load_then_store, load))
        .assert_predicted(two_increments::three_threads());
}

#[test]
fn two_threads_with_a_lock_for_each_access() {
    outcomes(|| after(2, Mutex::new(0), a_lock_for_each_access, |n| *n.lock().unwrap()))
        .assert_predicted(two_increments::a_lock_for_each_access());
}
