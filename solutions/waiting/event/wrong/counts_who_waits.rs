//! Wakes only if somebody waits, to save the notification, and asks too early: who looks at the flag after
//! the question and before the answer is used goes to sleep for good.
//@ fails: wait_ends_with_set_and_for_no_other_reason: waiting.load

use interleave::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use interleave::sync::{Condvar, Mutex};
use interleave::time::Duration;

pub struct Event {
    is_set: Mutex<bool>,
    waiting: AtomicUsize,
    changed: Condvar,
}

impl Event {
    pub fn new() -> Self {
        Event { is_set: Mutex::new(false), waiting: AtomicUsize::new(0), changed: Condvar::new() }
    }

    pub fn set(&self) {
        let somebody_waits = self.waiting.load(SeqCst) > 0;
        *self.is_set.lock().unwrap() = true;
        if somebody_waits {
            self.changed.notify_all();
        }
    }

    pub fn clear(&self) {
        *self.is_set.lock().unwrap() = false;
    }

    pub fn is_set(&self) -> bool {
        *self.is_set.lock().unwrap()
    }

    pub fn wait(&self) {
        let mut is_set = self.is_set.lock().unwrap();
        self.waiting.fetch_add(1, SeqCst);
        while !*is_set {
            is_set = self.changed.wait(is_set).unwrap();
        }
        self.waiting.fetch_sub(1, SeqCst);
    }

    pub fn wait_timeout(&self, timeout: Duration) -> bool {
        let is_set = self.is_set.lock().unwrap();
        self.waiting.fetch_add(1, SeqCst);
        let wait = self.changed.wait_timeout_while(is_set, timeout, |is_set| !*is_set);
        self.waiting.fetch_sub(1, SeqCst);
        *wait.unwrap().0
    }
}
