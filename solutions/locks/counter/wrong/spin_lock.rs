//! A lock of its own: whoever swaps the flag from false to true holds it.
//@ passes: the swap lets one thread in, and Release and Acquire hand the value on

use interleave::cell::UnsafeCell;
use interleave::hint;
use interleave::sync::atomic::{
    AtomicBool,
    Ordering::{Acquire, Release},
};

pub struct Counter {
    locked: AtomicBool,
    value: UnsafeCell<u32>,
}

// SAFETY: the value is touched between `lock` and `unlock` only, by one thread at a time.
unsafe impl Sync for Counter {}

impl Counter {
    pub fn new(start: u32) -> Self {
        Counter { locked: AtomicBool::new(false), value: UnsafeCell::new(start) }
    }

    pub fn increment(&self) {
        self.lock();
        // SAFETY: this thread holds the lock.
        self.value.with_mut(|value| unsafe { *value += 1 });
        self.unlock();
    }

    pub fn value(&self) -> u32 {
        self.lock();
        // SAFETY: this thread holds the lock.
        let value = self.value.with(|value| unsafe { *value });
        self.unlock();
        value
    }

    // ANCHOR: lock
    fn lock(&self) {
        // Synchronizes with the store in `unlock`.
        while self.locked.swap(true, Acquire) {
            hint::spin_loop();
        }
    }

    fn unlock(&self) {
        self.locked.store(false, Release);
    }
    // ANCHOR_END: lock
}
