//! This one is right. The flag is stored without the lock, which is then taken and given back before
//! anybody is notified: a thread that holds it has looked too early, and waits by the time the lock
//! is free.

use interleave::sync::atomic::{
    AtomicBool,
    Ordering::{Acquire, Relaxed, Release},
};
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
        // Synchronizes with the load in `is_set` and in `wait`.
        self.set.store(true, Release);
        drop(self.lock.lock().unwrap());
        self.changed.notify_all();
    }

    fn clear(&self) {
        self.set.store(false, Relaxed);
    }

    fn is_set(&self) -> bool {
        self.set.load(Acquire)
    }

    fn wait(&self) {
        let mut guard = self.lock.lock().unwrap();
        while !self.set.load(Acquire) {
            guard = self.changed.wait(guard).unwrap();
        }
    }
}
