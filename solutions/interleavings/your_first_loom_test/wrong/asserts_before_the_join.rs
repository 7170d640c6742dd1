//! Asks for the end result while the other thread may still be at work.
//@ fails: passes_on_counters_that_are_right: an increment got lost

use loom::sync::{Arc, Mutex};
use loom::thread;

pub trait Count: Send + Sync + 'static {
    fn new() -> Self;
    fn increment(&self);
    fn value(&self) -> u32;
}

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

pub fn no_increment_is_lost<C: Count>() {
    loom::model(|| {
        // Made inside: every execution has a counter of its own.
        let counter = Arc::new(C::new());
        let theirs = Arc::clone(&counter);
        let other = thread::spawn(move || theirs.increment());
        counter.increment();
        let seen = counter.value();
        assert!(seen == 1 || seen == 2, "{seen} after one increment or two");
        assert_eq!(counter.value(), 2, "an increment got lost");
        other.join().unwrap();
    });
}
