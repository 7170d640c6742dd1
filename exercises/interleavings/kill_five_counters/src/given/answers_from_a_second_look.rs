//! Adds one in a single step, and then looks what the count has become: by then it may be what
//! somebody else made of it.

use interleave::sync::atomic::{AtomicU32, Ordering::SeqCst};

use kill_five_counters::Counter;

pub struct Given(AtomicU32);

impl Counter for Given {
    fn new(start: u32) -> Self {
        Given(AtomicU32::new(start))
    }

    fn increment(&self) -> u32 {
        self.0.fetch_add(1, SeqCst);
        self.0.load(SeqCst)
    }

    fn value(&self) -> u32 {
        self.0.load(SeqCst)
    }
}
