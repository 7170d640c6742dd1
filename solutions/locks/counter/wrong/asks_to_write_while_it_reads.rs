//! In one statement, so that nobody gets in between: the guard for reading lives to the end of the
//! statement, and the guard for writing waits for it.
//@ fails: counts_from_its_start: for reading (since

use interleave::sync::RwLock;

pub struct Counter {
    value: RwLock<u32>,
}

impl Counter {
    pub fn new(start: u32) -> Self {
        Counter { value: RwLock::new(start) }
    }

    pub fn increment(&self) {
        *self.value.write().unwrap() = *self.value.read().unwrap() + 1;
    }

    pub fn value(&self) -> u32 {
        *self.value.read().unwrap()
    }
}
