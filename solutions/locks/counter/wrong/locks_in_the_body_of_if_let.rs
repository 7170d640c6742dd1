//! Locks again in the body of an `if let` that looks into the lock: the first guard has no name, and
//! lives through the body.
//@ fails: counts_from_its_start: if let

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
        if let Some(next) = self.value.lock().unwrap().checked_add(1) {
            *self.value.lock().unwrap() = next;
        }
    }
    // ANCHOR_END: increment

    pub fn value(&self) -> u32 {
        *self.value.lock().unwrap()
    }
}
