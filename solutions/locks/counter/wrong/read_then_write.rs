//! Reads under one lock and writes under another. Each statement is protected, the two together
//! are not: the other thread's increment fits in between, and is overwritten.
//@ fails: increments_are_not_lost: an increment got lost

use interleave::sync::Mutex;

pub struct Counter {
    value: Mutex<u32>,
}

impl Counter {
    pub fn new(start: u32) -> Self {
        Counter { value: Mutex::new(start) }
    }

    // ANCHOR: increment
    pub fn increment(&self) {
        let value = *self.value.lock().unwrap();
        *self.value.lock().unwrap() = value + 1;
    }
    // ANCHOR_END: increment

    pub fn value(&self) -> u32 {
        *self.value.lock().unwrap()
    }
}
