//! The programs, and the check of what you predicted for them.

use interleave::sync::atomic::{AtomicU32, Ordering::SeqCst};
use interleave::sync::{Arc, Mutex};
use interleave::{outcomes, thread};

/// Runs `step` in so many threads that share `n`, and waits for them.
fn run<T: Send + Sync + 'static>(threads: usize, n: &Arc<T>, step: fn(&T)) {
    let handles: Vec<_> = (0..threads)
        .map(|_| {
            let n = Arc::clone(n);
            thread::spawn(move || step(&n))
        })
        .collect();
    for handle in handles {
        handle.join().unwrap();
    }
}

/// What `n` is in the end.
fn atomic_after(threads: usize, step: fn(&AtomicU32)) -> u32 {
    let n = Arc::new(AtomicU32::new(0));
    run(threads, &n, step);
    n.load(SeqCst)
}

/// What `n` is in the end.
fn locked_after(threads: usize, step: fn(&Mutex<u32>)) -> u32 {
    let n = Arc::new(Mutex::new(0));
    run(threads, &n, step);
    *n.lock().unwrap()
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
    outcomes(|| atomic_after(2, load_then_store))
        .assert_predicted(two_increments::load_then_store());
}

#[test]
fn two_threads_fetch_add() {
    outcomes(|| atomic_after(2, fetch_add)).assert_predicted(two_increments::fetch_add());
}

#[test]
fn two_threads_twice_each() {
    outcomes(|| atomic_after(2, twice)).assert_predicted(two_increments::twice_each());
}

#[test]
fn three_threads_load_then_store() {
    outcomes(|| atomic_after(3, load_then_store)).assert_predicted(two_increments::three_threads());
}

#[test]
fn two_threads_with_a_lock_for_each_access() {
    outcomes(|| locked_after(2, a_lock_for_each_access))
        .assert_predicted(two_increments::a_lock_for_each_access());
}
