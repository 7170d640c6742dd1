//! One model for each promise, and two preemptions at most in each.
//@ passes: one preemption is all that either mistake needs

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
    let mut builder = loom::model::Builder::new();
    builder.preemption_bound = Some(2);
    builder.check(|| {
        let counter = Arc::new(C::new());
        let theirs = Arc::clone(&counter);
        let other = thread::spawn(move || theirs.increment());
        counter.increment();
        other.join().unwrap();
        assert_eq!(counter.value(), 2, "an increment got lost");
    });
    builder.check(|| {
        let counter = Arc::new(C::new());
        let theirs = Arc::clone(&counter);
        let other = thread::spawn(move || theirs.increment());
        assert!(counter.value() < 2, "there was one increment");
        other.join().unwrap();
    });
}
