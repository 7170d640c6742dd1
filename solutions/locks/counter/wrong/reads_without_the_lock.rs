//! Locks to write and reads without: reading changes nothing, so what should go wrong?
//@ fails: readers_see_the_count_grow: no lock, join or Release/Acquire pair

use interleave::cell::UnsafeCell;
use interleave::sync::Mutex;

pub struct Counter {
    lock: Mutex<()>,
    value: UnsafeCell<u32>,
}

// SAFETY: wrong. `value` reads while another thread may be writing.
unsafe impl Sync for Counter {}

impl Counter {
    pub fn new(start: u32) -> Self {
        Counter { lock: Mutex::new(()), value: UnsafeCell::new(start) }
    }

    pub fn increment(&self) {
        let _guard = self.lock.lock().unwrap();
        // SAFETY: writers hold the lock; readers do not, see above.
        self.value.with_mut(|value| unsafe { *value += 1 });
    }

    pub fn value(&self) -> u32 {
        // SAFETY: wrong, see above.
        self.value.with(|value| unsafe { *value })
    }
}
