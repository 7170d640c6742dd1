//! Wakes one thread, as if the event were a thing that one of them takes away. The others sleep on.
//@ fails: set_wakes_all_who_wait: notify_one changed: wakes T2

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

    // ANCHOR: set
    pub fn set(&self) {
        *self.is_set.lock().unwrap() = true;
        self.changed.notify_one();
    }
    // ANCHOR_END: set

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
        let is_set = self.is_set.lock().unwrap();
        *self.changed.wait_timeout_while(is_set, timeout, |is_set| !*is_set).unwrap().0
    }
}
