//! `is_set` must not make anybody wait, so it only tries the lock: while others hold it, the event is
//! not set yet.

use interleave::sync::{Condvar, Mutex};

use kill_seven_events::Subject;

pub struct Given {
    set: Mutex<bool>,
    changed: Condvar,
}

impl Subject for Given {
    fn new() -> Self {
        Given { set: Mutex::new(false), changed: Condvar::new() }
    }

    fn set(&self) {
        *self.set.lock().unwrap() = true;
        self.changed.notify_all();
    }

    fn clear(&self) {
        *self.set.lock().unwrap() = false;
    }

    fn is_set(&self) -> bool {
        self.set.try_lock().is_ok_and(|set| *set)
    }

    fn wait(&self) {
        let set = self.set.lock().unwrap();
        drop(self.changed.wait_while(set, |set| !*set).unwrap());
    }
}
