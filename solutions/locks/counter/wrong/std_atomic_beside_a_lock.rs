//! Takes a lock that the checker sees, and counts with an atomic of std's that it does not see.
//@ fails: increments_are_not_lost: UNSEEN

use interleave::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};

pub struct Counter {
    lock: Mutex<()>,
    value: AtomicU32,
}

impl Counter {
    pub fn new(start: u32) -> Self {
        Counter { lock: Mutex::new(()), value: AtomicU32::new(start) }
    }

    pub fn increment(&self) {
        drop(self.lock.lock());
        self.value.store(self.value.load(SeqCst) + 1, SeqCst);
    }

    pub fn value(&self) -> u32 {
        drop(self.lock.lock());
        self.value.load(SeqCst)
    }
}
