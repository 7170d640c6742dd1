//! Never waits in `lock`, and tries again until the lock is free: it waits all the same, and uses up
//! a core meanwhile.
//@ passes: it ends with a guard, and one guard lives from the read to the write

use interleave::sync::Mutex;
use interleave::thread;

pub struct Counter {
    value: Mutex<u32>,
}

impl Counter {
    pub fn new(start: u32) -> Self {
        Counter { value: Mutex::new(start) }
    }

    pub fn increment(&self) {
        loop {
            if let Ok(mut value) = self.value.try_lock() {
                *value += 1;
                return;
            }
            thread::yield_now();
        }
    }

    pub fn value(&self) -> u32 {
        *self.value.lock().unwrap()
    }
}
