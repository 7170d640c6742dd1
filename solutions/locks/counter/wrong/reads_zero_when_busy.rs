//! `value` must not wait, so it answers something when the lock is taken.
//@ fails: readers_see_the_count_grow: 0 is no count that this counter ever had

use interleave::sync::Mutex;

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
        self.value.try_lock().map_or(0, |value| *value)
    }
}
