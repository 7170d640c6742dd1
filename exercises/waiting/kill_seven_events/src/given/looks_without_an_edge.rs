//! Keeps a copy of the flag beside the lock, so that `is_set` costs a load, of the cheapest kind.

use interleave::sync::atomic::{AtomicBool, Ordering::Relaxed};
use interleave::sync::{Condvar, Mutex};

use kill_seven_events::Subject;

pub struct Given {
    set: Mutex<bool>,
    copy: AtomicBool,
    changed: Condvar,
}

impl Subject for Given {
    fn new() -> Self {
        Given { set: Mutex::new(false), copy: AtomicBool::new(false), changed: Condvar::new() }
    }

    fn set(&self) {
        let mut set = self.set.lock().unwrap();
        *set = true;
        self.copy.store(true, Relaxed);
        self.changed.notify_all();
    }

    fn clear(&self) {
        let mut set = self.set.lock().unwrap();
        *set = false;
        self.copy.store(false, Relaxed);
    }

    fn is_set(&self) -> bool {
        self.copy.load(Relaxed)
    }

    fn wait(&self) {
        let set = self.set.lock().unwrap();
        drop(self.changed.wait_while(set, |set| !*set).unwrap());
    }
}
