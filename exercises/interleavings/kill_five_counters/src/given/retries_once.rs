//! Adds one unless somebody was faster, and then tries again: once.

use interleave::sync::atomic::{AtomicU32, Ordering::SeqCst};

use kill_five_counters::Counter;

pub struct Given(AtomicU32);

impl Counter for Given {
    fn new(start: u32) -> Self {
        Given(AtomicU32::new(start))
    }

    fn increment(&self) -> u32 {
        let seen = self.0.load(SeqCst);
        // Stores the second number if the first is still there; else it says what is.
        match self.0.compare_exchange(seen, seen + 1, SeqCst, SeqCst) {
            Ok(_) => seen + 1,
            Err(found) => {
                let _ = self.0.compare_exchange(found, found + 1, SeqCst, SeqCst);
                found + 1
            }
        }
    }

    fn value(&self) -> u32 {
        self.0.load(SeqCst)
    }
}
