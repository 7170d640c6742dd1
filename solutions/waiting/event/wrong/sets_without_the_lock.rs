//! The flag is an atomic, so why lock for setting it? Because the other thread may have looked at it and
//! not be asleep yet: then the notification wakes nobody, and the thread goes to sleep.
//@ fails: wait_ends_with_set_and_for_no_other_reason: is_set.store ← true

use interleave::sync::atomic::{AtomicBool, Ordering::SeqCst};
use interleave::sync::{Condvar, Mutex};
use interleave::time::Duration;

pub struct Event {
    is_set: AtomicBool,
    lock: Mutex<()>,
    changed: Condvar,
}

impl Event {
    pub fn new() -> Self {
        Event { is_set: AtomicBool::new(false), lock: Mutex::new(()), changed: Condvar::new() }
    }

    // ANCHOR: set
    pub fn set(&self) {
        self.is_set.store(true, SeqCst);
        self.changed.notify_all();
    }
    // ANCHOR_END: set

    pub fn clear(&self) {
        self.is_set.store(false, SeqCst);
    }

    pub fn is_set(&self) -> bool {
        self.is_set.load(SeqCst)
    }

    // ANCHOR: wait
    pub fn wait(&self) {
        let mut guard = self.lock.lock().unwrap();
        while !self.is_set.load(SeqCst) {
            guard = self.changed.wait(guard).unwrap();
        }
    }
    // ANCHOR_END: wait

    pub fn wait_timeout(&self, timeout: Duration) -> bool {
        let guard = self.lock.lock().unwrap();
        let not_yet = |_: &mut ()| !self.is_set.load(SeqCst);
        drop(self.changed.wait_timeout_while(guard, timeout, not_yet).unwrap());
        self.is_set.load(SeqCst)
    }
}
