//! Keeps the last look, so that who looks often needs no lock; an increment makes it forget. A look that
//! was under way meanwhile is then remembered after all.

use interleave::sync::Mutex;
use interleave::sync::atomic::{AtomicU32, Ordering::SeqCst};

use kill_five_counters::Counter;

/// Stands for no look.
const NONE: u32 = u32::MAX;

pub struct Given {
    count: Mutex<u32>,
    look: AtomicU32,
}

impl Counter for Given {
    fn new(start: u32) -> Self {
        Given { count: Mutex::new(start), look: AtomicU32::new(NONE) }
    }

    fn increment(&self) -> u32 {
        let mut count = self.count.lock().unwrap();
        *count += 1;
        self.look.store(NONE, SeqCst);
        *count
    }

    fn value(&self) -> u32 {
        let look = self.look.load(SeqCst);
        if look != NONE {
            return look;
        }
        let count = *self.count.lock().unwrap();
        self.look.store(count, SeqCst);
        count
    }
}
