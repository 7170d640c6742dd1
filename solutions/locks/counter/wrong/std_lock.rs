//! Right, but with std's lock, which the checker cannot see: it would have tried one interleaving.
//@ fails: increments_are_not_lost: VACUOUS

use std::sync::Mutex;

pub struct Counter {
    value: Mutex<u32>,
}

impl Counter {
    pub fn new(start: u32) -> Self {
        Counter { value: Mutex::new(start) }
    }

    pub fn increment(&self) {
        *self.value.lock().unwrap() += 1;
    }

    pub fn value(&self) -> u32 {
        *self.value.lock().unwrap()
    }
}
