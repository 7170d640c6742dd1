//! Stores the flag and notifies, without the lock: the flag is atomic, so what would a lock be for?

use interleave::sync::atomic::{AtomicBool, Ordering::SeqCst};
use interleave::sync::{Condvar, Mutex};

use kill_seven_events::Subject;

pub struct Given {
    set: AtomicBool,
    lock: Mutex<()>,
    changed: Condvar,
}

impl Subject for Given {
    fn new() -> Self {
        Given { set: AtomicBool::new(false), lock: Mutex::new(()), changed: Condvar::new() }
    }

    fn set(&self) {
        self.set.store(true, SeqCst);
        self.changed.notify_all();
    }

    fn clear(&self) {
        self.set.store(false, SeqCst);
    }

    fn is_set(&self) -> bool {
        self.set.load(SeqCst)
    }

    fn wait(&self) {
        let mut guard = self.lock.lock().unwrap();
        while !self.set.load(SeqCst) {
            guard = self.changed.wait(guard).unwrap();
        }
    }
}
