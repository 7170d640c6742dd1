//! Takes the count out, adds one, and puts it back. Increments wait for each other meanwhile; who looks
//! does not wait.

use interleave::sync::Mutex;
use interleave::sync::atomic::{AtomicU32, Ordering::SeqCst};

use kill_five_counters::Counter;

pub struct Given {
    increments: Mutex<()>,
    count: AtomicU32,
}

impl Counter for Given {
    fn new(start: u32) -> Self {
        Given { increments: Mutex::new(()), count: AtomicU32::new(start) }
    }

    fn increment(&self) -> u32 {
        let _one_at_a_time = self.increments.lock().unwrap();
        let count = self.count.swap(0, SeqCst) + 1;
        self.count.store(count, SeqCst);
        count
    }

    fn value(&self) -> u32 {
        self.count.load(SeqCst)
    }
}
