//! `wait` waits for the condvar, and `wait_timeout` for the clock: it looks, lets the lock go, naps, and looks again. It
//! always tells the truth, and notices late by up to a nap.
//@ fails: set_ends_a_wait_before_its_time_is_up: no time has passed

use interleave::sync::{Condvar, Mutex};
use interleave::thread;
use interleave::time::{Duration, Instant};

/// How late a thread may notice.
const NAP: Duration = Duration::from_micros(400);

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
        let Some(end) = Instant::now().checked_add(timeout) else {
            self.wait();
            return true;
        };
        while !self.is_set() && Instant::now() < end {
            thread::sleep(NAP);
        }
        self.is_set()
    }
}
