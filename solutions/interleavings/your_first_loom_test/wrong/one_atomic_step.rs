//! No lock at all: loom's atomic adds in one step.
//@ passes: one step leaves nothing to lose

use loom::sync::Arc;
use loom::sync::atomic::{AtomicU32, Ordering::Relaxed};
use loom::thread;

pub trait Count: Send + Sync + 'static {
    fn new() -> Self;
    fn increment(&self);
    fn value(&self) -> u32;
}

pub struct Counter {
    value: AtomicU32,
}

impl Count for Counter {
    fn new() -> Self {
        Counter { value: AtomicU32::new(0) }
    }

    fn increment(&self) {
        self.value.fetch_add(1, Relaxed);
    }

    fn value(&self) -> u32 {
        self.value.load(Relaxed)
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
