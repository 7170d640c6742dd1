//! Reads, then writes only if nobody was faster, and otherwise tries again.
//@ passes: the compare-exchange notices every increment that got in between

use interleave::sync::atomic::{AtomicU32, Ordering::SeqCst};

pub struct Counter {
    value: AtomicU32,
}

impl Counter {
    pub fn new(start: u32) -> Self {
        Counter { value: AtomicU32::new(start) }
    }

    pub fn increment(&self) {
        let mut value = self.value.load(SeqCst);
        while let Err(found) = self.value.compare_exchange_weak(value, value + 1, SeqCst, SeqCst) {
            value = found;
        }
    }

    pub fn value(&self) -> u32 {
        self.value.load(SeqCst)
    }
}
