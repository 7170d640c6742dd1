//! A compare-exchange with one retry: enough against one increment of the other thread, not against
//! two.
//@ fails: increments_are_not_lost: value.compare_exchange fails: 2, not 1

use interleave::sync::atomic::{AtomicU32, Ordering::SeqCst};

pub struct Counter {
    value: AtomicU32,
}

impl Counter {
    pub fn new(start: u32) -> Self {
        Counter { value: AtomicU32::new(start) }
    }

    pub fn increment(&self) {
        let value = self.value.load(SeqCst);
        if let Err(found) = self.value.compare_exchange(value, value + 1, SeqCst, SeqCst) {
            let _ = self.value.compare_exchange(found, found + 1, SeqCst, SeqCst);
        }
    }

    pub fn value(&self) -> u32 {
        self.value.load(SeqCst)
    }
}
