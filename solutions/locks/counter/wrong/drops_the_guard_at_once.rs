//! `let _ = …` keeps nothing: the guard is dropped, and the lock free, before the next line. `let
//! _guard = …` would have kept it.
//@ fails: increments_are_not_lost: unlock lock

use interleave::cell::UnsafeCell;
use interleave::sync::Mutex;

pub struct Counter {
    lock: Mutex<()>,
    value: UnsafeCell<u32>,
}

// SAFETY: wrong. The lock is free again before the value is touched.
unsafe impl Sync for Counter {}

impl Counter {
    pub fn new(start: u32) -> Self {
        Counter { lock: Mutex::new(()), value: UnsafeCell::new(start) }
    }

    pub fn increment(&self) {
        let _ = self.lock.lock().unwrap();
        // SAFETY: wrong, see above.
        self.value.with_mut(|value| unsafe { *value += 1 });
    }

    pub fn value(&self) -> u32 {
        let _ = self.lock.lock().unwrap();
        // SAFETY: wrong, see above.
        self.value.with(|value| unsafe { *value })
    }
}
