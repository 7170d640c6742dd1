//! `wait_timeout` sleeps once: if it wakes up for no reason, the time is not up and the event is not set.
//@ fails: with_all_the_time_in_the_world_it_waits_for_set: wakes spuriously

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
        if !*is_set {
            is_set = self.changed.wait_timeout(is_set, timeout).unwrap().0;
        }
        *is_set
    }
}
