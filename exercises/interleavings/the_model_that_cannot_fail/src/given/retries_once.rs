//! Stores one more if nobody was faster, and else tries again: once.

use interleave::sync::atomic::{AtomicU32, Ordering::SeqCst};

use the_model_that_cannot_fail::Counter;

pub struct Given(AtomicU32);

impl Counter for Given {
    fn new() -> Self {
        Given(AtomicU32::new(0))
    }

    fn increment(&self) {
        let seen = self.0.load(SeqCst);
        // Stores the second number if the first is still there; else it says what is.
        if let Err(found) = self.0.compare_exchange(seen, seen + 1, SeqCst, SeqCst) {
            let _ = self.0.compare_exchange(found, found + 1, SeqCst, SeqCst);
        }
    }

    fn value(&self) -> u32 {
        self.0.load(SeqCst)
    }
}
