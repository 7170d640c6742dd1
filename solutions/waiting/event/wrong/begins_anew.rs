//! After each wake-up it waits for the whole time again: who is woken for nothing often enough waits for ever.
//@ fails: the_time_counts_from_the_call: does not wait for the whole time again

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

    pub fn wait(&self) {
        let mut is_set = self.is_set.lock().unwrap();
        while !*is_set {
            is_set = self.changed.wait(is_set).unwrap();
        }
    }

    pub fn wait_timeout(&self, timeout: Duration) -> bool {
        let mut is_set = self.is_set.lock().unwrap();
        while !*is_set {
            let (guard, result) = self.changed.wait_timeout(is_set, timeout).unwrap();
            is_set = guard;
            if result.timed_out() {
                break;
            }
        }
        *is_set
    }
}
