//! Has a lock for each call, so that the calls keep in line, and one for the flag, which the condvar
//! needs. `set` goes without the first: it has to come through while others wait.

use interleave::sync::{Condvar, Mutex};

use kill_seven_events::Subject;

pub struct Given {
    calls: Mutex<()>,
    set: Mutex<bool>,
    changed: Condvar,
}

impl Subject for Given {
    fn new() -> Self {
        Given { calls: Mutex::new(()), set: Mutex::new(false), changed: Condvar::new() }
    }

    fn set(&self) {
        *self.set.lock().unwrap() = true;
        self.changed.notify_all();
    }

    fn clear(&self) {
        let _in_line = self.calls.lock().unwrap();
        *self.set.lock().unwrap() = false;
    }

    fn is_set(&self) -> bool {
        let _in_line = self.calls.lock().unwrap();
        *self.set.lock().unwrap()
    }

    fn wait(&self) {
        let _in_line = self.calls.lock().unwrap();
        let set = self.set.lock().unwrap();
        drop(self.changed.wait_while(set, |set| !*set).unwrap());
    }
}
