//! A flag that is read and written as `volatile`, as people do in C. It keeps the compiler from leaving accesses
//! out, and other threads from nothing.
//@ fails: wait_ends_with_set_and_for_no_other_reason: DATA RACE

use interleave::cell::UnsafeCell;
use interleave::sync::{Condvar, Mutex};
use interleave::time::Duration;

pub struct Event {
    is_set: UnsafeCell<bool>,
    lock: Mutex<()>,
    changed: Condvar,
}

// SAFETY: wrong. Two threads reach the flag at once.
unsafe impl Sync for Event {}

impl Event {
    pub fn new() -> Self {
        Event { is_set: UnsafeCell::new(false), lock: Mutex::new(()), changed: Condvar::new() }
    }

    pub fn set(&self) {
        // SAFETY: wrong, see above.
        self.is_set.with_mut(|is_set| unsafe { is_set.write_volatile(true) });
        self.changed.notify_all();
    }

    pub fn clear(&self) {
        // SAFETY: wrong, see above.
        self.is_set.with_mut(|is_set| unsafe { is_set.write_volatile(false) });
    }

    pub fn is_set(&self) -> bool {
        // SAFETY: wrong, see above.
        self.is_set.with(|is_set| unsafe { is_set.read_volatile() })
    }

    pub fn wait(&self) {
        let mut guard = self.lock.lock().unwrap();
        while !self.is_set() {
            guard = self.changed.wait(guard).unwrap();
        }
    }

    pub fn wait_timeout(&self, timeout: Duration) -> bool {
        let guard = self.lock.lock().unwrap();
        drop(self.changed.wait_timeout_while(guard, timeout, |()| !self.is_set()).unwrap());
        self.is_set()
    }
}
