//! Wakes one thread, and each that goes on wakes the next.
//@ passes: whoever takes the notification passes it on, on every way out

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
        self.changed.notify_one();
    }

    pub fn clear(&self) {
        *self.is_set.lock().unwrap() = false;
    }

    pub fn is_set(&self) -> bool {
        *self.is_set.lock().unwrap()
    }

    pub fn wait(&self) {
        let is_set = self.is_set.lock().unwrap();
        drop(self.changed.wait_while(is_set, |is_set| !*is_set).unwrap());
        self.changed.notify_one();
    }

    pub fn wait_timeout(&self, timeout: Duration) -> bool {
        let is_set = self.is_set.lock().unwrap();
        let (is_set, _) =
            self.changed.wait_timeout_while(is_set, timeout, |is_set| !*is_set).unwrap();
        self.changed.notify_one();
        *is_set
    }
}
