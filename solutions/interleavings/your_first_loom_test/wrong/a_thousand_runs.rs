//! Runs a thousand times on real threads, as tests do: what it comes across is up to the machine. The counter is
//! right, the test is not wrong, and it finds next to nothing.
//@ fails: loom_sees_what_the_counter_does: loom ran two increments in one execution
//@ fails: fails_where_threads_wait_for_ever: outside a Loom model

//! A counter, and the test that no increment is lost.
//!
//! As it stands the test runs a thousand times on real threads, and takes what it gets. Let it run in
//! every interleaving, with nothing but the crate `loom`: the counter's primitives become loom's,
//! and so does the test. Name loom's types as they are: there is no `--cfg loom` here.
//!
//! The test is run on counters that are right and on some that are not. It must pass on the former and
//! fail on the latter, in whatever way: loom may panic, and where it finds a deadlock it may abort.

use std::sync::Mutex;
use std::thread;

/// Counts, for several threads.
pub trait Count: Send + Sync + 'static {
    /// Makes a counter that begins at 0.
    fn new() -> Self;
    /// Adds one. None is lost, whatever other threads do.
    fn increment(&self);
    /// Tells the count. It can be asked for at any time, also while others increment.
    fn value(&self) -> u32;
}

/// A counter behind a lock.
pub struct Counter {
    value: Mutex<u32>,
}

impl Count for Counter {
    fn new() -> Self {
        Counter { value: Mutex::new(0) }
    }

    fn increment(&self) {
        *self.value.lock().unwrap() += 1;
    }

    fn value(&self) -> u32 {
        *self.value.lock().unwrap()
    }
}

/// Fails if an increment of `C` gets lost.
pub fn no_increment_is_lost<C: Count>() {
    for _ in 0..1_000 {
        let counter = C::new();
        thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| counter.increment());
            }
        });
        assert_eq!(counter.value(), 2, "an increment got lost");
    }
}
