//! Makes the counter once and runs the model on it: a counter of loom's belongs to the execution that made
//! it, and outside of all executions there is none to make it in.
//@ fails: fails_where_increments_get_lost: outside a Loom model

use loom::sync::Mutex;
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
    let counter = std::sync::Arc::new(C::new());
    loom::model(move || {
        let before = counter.value();
        let theirs = std::sync::Arc::clone(&counter);
        let other = thread::spawn(move || theirs.increment());
        counter.increment();
        other.join().unwrap();
        assert_eq!(counter.value(), before + 2, "an increment got lost");
    });
}
