//! Looks once, sleeps once. Whoever wakes up takes it for granted that somebody has set the event, but
//! a condvar may wake a thread for no reason.
//@ fails: wait_ends_with_set_and_for_no_other_reason: `wait` came back, and nobody had set the event

use interleave::sync::{Condvar, Mutex};
use interleave::time::Duration;

pub struct Event {
    is_set: Mutex<bool>,
    changed: Condvar,
}

impl Event {
    pub fn new() -> Self {
        Event { is_set: Mutex::new(false), changed: Condvar::new() }
    }

    pub fn set(&self) {
        *self.is_set.lock().unwrap() = true;
        self.changed.notify_all();
    }

    pub fn clear(&self) {
        *self.is_set.lock().unwrap() = false;
    }

    pub fn is_set(&self) -> bool {
        *self.is_set.lock().unwrap()
    }

    // ANCHOR: wait
    pub fn wait(&self) {
        let mut is_set = self.is_set.lock().unwrap();
        if !*is_set {
            is_set = self.changed.wait(is_set).unwrap();
        }
        drop(is_set);
    }
    // ANCHOR_END: wait

    pub fn wait_timeout(&self, timeout: Duration) -> bool {
        let is_set = self.is_set.lock().unwrap();
        *self.changed.wait_timeout_while(is_set, timeout, |is_set| !*is_set).unwrap().0
    }
}
