//! Lets one thread wait at a time, to be on the safe side. The next one stands in line behind it, and there
//! its time limit does not count.
//@ fails: who_waits_longer_does_not_hold_up_who_has_a_time_limit: lock line

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
        *self.is_set.lock().unwrap() = false;
    }

    pub fn is_set(&self) -> bool {
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
        let _turn = self.line.lock().unwrap();
        let is_set = self.is_set.lock().unwrap();
        *self.changed.wait_timeout_while(is_set, timeout, |is_set| !*is_set).unwrap().0
    }
}
