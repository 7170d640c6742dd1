//! Waits if the event is not set. What ends the wait is the notification, and there is one only when
//! the event is set.

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
        *self.set.lock().unwrap()
    }

    fn wait(&self) {
        let set = self.set.lock().unwrap();
        if !*set {
            drop(self.changed.wait(set).unwrap());
        }
    }
}
