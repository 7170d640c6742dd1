//! A counter, and the test that no increment is lost.
//!
//! As it stands the test runs a thousand times on real threads, and takes what it gets. Let it run in
//! every interleaving, with nothing but the crate `loom`: the counter's primitives become loom's,
//! and so does the test. Name loom's types as they are: there is no `--cfg loom` here.
//!
//! The test is run on counters that are right and on some that are not. It must pass on the former and
//! fail on the latter, in whatever way: loom may panic, and where it finds a deadlock it may abort.

use loom::sync::{Arc, Mutex};
use loom::thread;

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

// ANCHOR: test
/// Panics in some execution if an increment of `C` can get lost, or if asking for the count goes wrong.
pub fn no_increment_is_lost<C: Count>() {
    loom::model(|| {
        // Made inside: every execution has a counter of its own.
        let counter = Arc::new(C::new());
        let theirs = Arc::clone(&counter);
        let other = thread::spawn(move || theirs.increment());
        counter.increment();
        let seen = counter.value();
        assert!(seen == 1 || seen == 2, "{seen} after one increment or two");
        other.join().unwrap();
        assert_eq!(counter.value(), 2, "an increment got lost");
    });
}
// ANCHOR_END: test
