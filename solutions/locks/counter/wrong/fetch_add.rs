//! No lock at all: the addition is one indivisible step. `Relaxed` is enough, as nothing else is
//! published through the count.
//@ passes: an atomic read-modify-write needs no lock, and joining orders the final read

use interleave::sync::atomic::{AtomicU32, Ordering::Relaxed};

pub struct Counter {
    value: AtomicU32,
}

impl Counter {
    pub fn new(start: u32) -> Self {
        Counter { value: AtomicU32::new(start) }
    }

    pub fn increment(&self) {
        self.value.fetch_add(1, Relaxed);
    }

    pub fn value(&self) -> u32 {
        self.value.load(Relaxed)
    }
}
