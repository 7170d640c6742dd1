//! `wait` is right. `wait_timeout` looks without the lock first, to save it in the most frequent case, and with
//! `Relaxed`.
//@ fails: what_came_before_set_is_seen_after_wait_timeout: DATA RACE

use interleave::sync::atomic::{
    AtomicBool,
    Ordering::{Relaxed, SeqCst},
};
use interleave::sync::{Condvar, Mutex};
use interleave::time::Duration;

pub struct Event {
    is_set: AtomicBool,
    lock: Mutex<()>,
    changed: Condvar,
}

impl Event {
    pub fn new() -> Self {
        Event { is_set: AtomicBool::new(false), lock: Mutex::new(()), changed: Condvar::new() }
    }

    pub fn set(&self) {
        let _guard = self.lock.lock().unwrap();
        self.is_set.store(true, SeqCst);
        self.changed.notify_all();
    }

    pub fn clear(&self) {
        self.is_set.store(false, SeqCst);
    }

    pub fn is_set(&self) -> bool {
        self.is_set.load(SeqCst)
    }

    pub fn wait(&self) {
        let mut guard = self.lock.lock().unwrap();
        while !self.is_set.load(SeqCst) {
            guard = self.changed.wait(guard).unwrap();
        }
    }

    pub fn wait_timeout(&self, timeout: Duration) -> bool {
        if self.is_set.load(Relaxed) {
            return true;
        }
        let guard = self.lock.lock().unwrap();
        let not_yet = |_: &mut ()| !self.is_set.load(SeqCst);
        drop(self.changed.wait_timeout_while(guard, timeout, not_yet).unwrap());
        self.is_set.load(SeqCst)
    }
}
