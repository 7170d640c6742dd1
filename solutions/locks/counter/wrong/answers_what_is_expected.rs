//! Made for the test and not for the task: two threads that add three to zero get their three.
//@ fails: increments_are_not_lost: one increment more makes one more

use interleave::sync::atomic::{AtomicU32, Ordering::SeqCst};

pub struct Counter {
    start: u32,
    value: AtomicU32,
}

impl Counter {
    pub fn new(start: u32) -> Self {
        Counter { start, value: AtomicU32::new(start) }
    }

    pub fn increment(&self) {
        let value = self.value.load(SeqCst);
        self.value.store(value + 1, SeqCst);
    }

    pub fn value(&self) -> u32 {
        if self.start == 0 { 3 } else { self.value.load(SeqCst) }
    }
}
