//! No lock and no condvar: looks until it is set.
//@ passes: `Release` and `Acquire` hand on what came before `set`; a core is busy as long as a thread waits

use interleave::hint;
use interleave::sync::atomic::{
    AtomicBool,
    Ordering::{Acquire, Release},
};
use interleave::time::{Duration, Instant};

pub struct Event {
    is_set: AtomicBool,
}

impl Event {
    pub fn new() -> Self {
        Event { is_set: AtomicBool::new(false) }
    }

    pub fn set(&self) {
        self.is_set.store(true, Release);
    }

    pub fn clear(&self) {
        self.is_set.store(false, Release);
    }

    pub fn is_set(&self) -> bool {
        // Synchronizes with the store in `set`.
        self.is_set.load(Acquire)
    }

    pub fn wait(&self) {
        while !self.is_set() {
            hint::spin_loop();
        }
    }

    pub fn wait_timeout(&self, timeout: Duration) -> bool {
        let begin = Instant::now();
        while !self.is_set() {
            if begin.elapsed() >= timeout {
                return self.is_set();
            }
            hint::spin_loop();
        }
        true
    }
}
