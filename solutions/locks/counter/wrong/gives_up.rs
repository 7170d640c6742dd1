//! Tries ten times and then lets it be: the other thread may be stopped for longer than that.
//@ fails: increments_are_not_lost: these 2 steps, 19 times more

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
        for _ in 0..10 {
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
