//! Counts behind loom's `RwLock`, and shares it by std's `Arc`.
//@ passes: who owns the counter is nothing that this test asks

use loom::sync::RwLock;
use loom::thread;
use std::sync::Arc;

pub trait Count: Send + Sync + 'static {
    fn new() -> Self;
    fn increment(&self);
    fn value(&self) -> u32;
}

pub struct Counter {
    value: RwLock<u32>,
}

impl Count for Counter {
    fn new() -> Self {
        Counter { value: RwLock::new(0) }
    }

    fn increment(&self) {
        *self.value.write().unwrap() += 1;
    }

    fn value(&self) -> u32 {
        *self.value.read().unwrap()
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
