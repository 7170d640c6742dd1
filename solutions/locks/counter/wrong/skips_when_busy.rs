//! Takes the lock only if it is free, to avoid waiting, and so drops the increment when it is not.
//@ fails: increments_are_not_lost: try_lock value: busy

use interleave::sync::Mutex;

pub struct Counter {
    value: Mutex<u32>,
}

impl Counter {
    pub fn new(start: u32) -> Self {
        Counter { value: Mutex::new(start) }
    }

    pub fn increment(&self) {
        if let Ok(mut value) = self.value.try_lock() {
            *value += 1;
        }
    }

    pub fn value(&self) -> u32 {
        *self.value.lock().unwrap()
    }
}
