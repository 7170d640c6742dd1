//! All calls but `set` stand in one line, so that they do not get into each other's way, and whoever waits
//! stands in front. `set` has a way around it; the look that decides whether to set has none.
//@ fails: who_waits_keeps_nobody_else_out: lock line

use interleave::sync::{Condvar, Mutex};
use interleave::time::Duration;

pub struct Event {
    line: Mutex<()>,
    is_set: Mutex<bool>,
    changed: Condvar,
}

impl Event {
    pub fn new() -> Self {
        Event { line: Mutex::new(()), is_set: Mutex::new(false), changed: Condvar::new() }
    }

    pub fn set(&self) {
        *self.is_set.lock().unwrap() = true;
        self.changed.notify_all();
    }

    pub fn clear(&self) {
        let _turn = self.line.lock().unwrap();
        *self.is_set.lock().unwrap() = false;
    }

    pub fn is_set(&self) -> bool {
        let _turn = self.line.lock().unwrap();
        *self.is_set.lock().unwrap()
    }

    pub fn wait(&self) {
        let _turn = self.line.lock().unwrap();
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
