//! A lock of its own, on an atomic of std's. loom stops a thread that holds it, and lets the other one run: that
//! one waits without a step that loom could see, and nobody ever takes it off.
//@ fails: passes_on_counters_that_are_right: did not end within

use loom::sync::Arc;
use loom::sync::atomic::{AtomicU32, Ordering::SeqCst};
use loom::thread;
use std::hint;
use std::sync::atomic::AtomicBool;

pub trait Count: Send + Sync + 'static {
    fn new() -> Self;
    fn increment(&self);
    fn value(&self) -> u32;
}

pub struct Counter {
    locked: AtomicBool,
    value: AtomicU32,
}

impl Count for Counter {
    fn new() -> Self {
        Counter { locked: AtomicBool::new(false), value: AtomicU32::new(0) }
    }

    fn increment(&self) {
        while self.locked.swap(true, SeqCst) {
            hint::spin_loop();
        }
        self.value.fetch_add(1, SeqCst);
        self.locked.store(false, SeqCst);
    }

    fn value(&self) -> u32 {
        self.value.load(SeqCst)
    }
}

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
