//! Calls `value`, which locks, while it holds the lock itself.
//@ fails: counts_from_its_start: which it holds itself

use interleave::sync::Mutex;

pub struct Counter {
    value: Mutex<u32>,
}

impl Counter {
    pub fn new(start: u32) -> Self {
        Counter { value: Mutex::new(start) }
    }

    pub fn increment(&self) {
        let mut value = self.value.lock().unwrap();
        *value = self.value() + 1;
    }

    pub fn value(&self) -> u32 {
        *self.value.lock().unwrap()
    }
}
