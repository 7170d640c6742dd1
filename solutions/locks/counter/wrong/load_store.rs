//! An atomic makes each access indivisible, not the pair: load and store are two steps.
//@ fails: increments_are_not_lost: value.store ← 1

use interleave::sync::atomic::{AtomicU32, Ordering::SeqCst};

pub struct Counter {
    value: AtomicU32,
}

impl Counter {
    pub fn new(start: u32) -> Self {
        Counter { value: AtomicU32::new(start) }
    }

    // ANCHOR: increment
    pub fn increment(&self) {
        let value = self.value.load(SeqCst);
        self.value.store(value + 1, SeqCst);
    }
    // ANCHOR_END: increment

    pub fn value(&self) -> u32 {
        self.value.load(SeqCst)
    }
}
