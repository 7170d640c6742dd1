//! Trusts loom to know what is wrong: it finds deadlocks and data races by itself, and of what a count
//! should be it knows nothing.
//@ fails: fails_where_increments_get_lost: it made 13 counters

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
        counter.value();
        other.join().unwrap();
    });
}
