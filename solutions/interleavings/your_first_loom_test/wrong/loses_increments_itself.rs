//! A counter that loses increments, and a test that is too weak to see it.
//@ fails: loom_sees_what_the_counter_does: your counter loses an increment

use loom::sync::Arc;
use loom::sync::atomic::{AtomicU32, Ordering::SeqCst};
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
        let seen = self.value.load(SeqCst);
        self.value.store(seen + 1, SeqCst);
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
        assert!(counter.value() >= 1, "an increment got lost");
    });
}
