//! Only a limit that cannot be reached is waited for in a loop. A short one is over soon anyway, so there it
//! sleeps once, and may give up before the time is up.
//@ fails: wait_timeout_says_true_only_if_it_is_set: gave up after

use interleave::sync::{Condvar, Mutex};
use interleave::time::{Duration, Instant};

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
        if Instant::now().checked_add(timeout).is_none() {
            self.wait();
            return true;
        }
        let mut is_set = self.is_set.lock().unwrap();
        if !*is_set {
            is_set = self.changed.wait_timeout(is_set, timeout).unwrap().0;
        }
        *is_set
    }
}
