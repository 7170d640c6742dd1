//! Loads, and stores one more: the other thread's increment fits in between.

use interleave::sync::atomic::{AtomicU32, Ordering::SeqCst};

use the_model_that_cannot_fail::Counter;

pub struct Given(AtomicU32);

impl Counter for Given {
    fn new() -> Self {
        Given(AtomicU32::new(0))
    }

    fn increment(&self) {
        let seen = self.0.load(SeqCst);
        self.0.store(seen + 1, SeqCst);
    }

    fn value(&self) -> u32 {
        self.0.load(SeqCst)
    }
}
