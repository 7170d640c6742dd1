//! Locks a mutex, but a new one in every call: nobody ever waits for anybody.
//@ fails: increments_are_not_lost: DATA RACE

use interleave::cell::UnsafeCell;
use interleave::sync::Mutex;

pub struct Counter {
    value: UnsafeCell<u32>,
}

// SAFETY: wrong. Each call locks a mutex of its own, so two threads reach the value at once.
unsafe impl Sync for Counter {}

impl Counter {
    pub fn new(start: u32) -> Self {
        Counter { value: UnsafeCell::new(start) }
    }

    // ANCHOR: increment
    pub fn increment(&self) {
        let lock = Mutex::new(());
        let _guard = lock.lock().unwrap();
        // SAFETY: wrong, see above.
        self.value.with_mut(|value| unsafe { *value += 1 });
    }
    // ANCHOR_END: increment

    pub fn value(&self) -> u32 {
        // SAFETY: wrong, see above.
        self.value.with(|value| unsafe { *value })
    }
}
