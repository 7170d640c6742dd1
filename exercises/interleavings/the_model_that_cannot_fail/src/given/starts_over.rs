//! Takes the count out, adds one, and puts it back: meanwhile there is 0.

use interleave::sync::Mutex;
use interleave::sync::atomic::{AtomicU32, Ordering::SeqCst};

use the_model_that_cannot_fail::Counter;

pub struct Given {
    increments: Mutex<()>,
    count: AtomicU32,
}

impl Counter for Given {
    fn new() -> Self {
        Given { increments: Mutex::new(()), count: AtomicU32::new(0) }
    }

    fn increment(&self) {
        let _one_at_a_time = self.increments.lock().unwrap();
        let count = self.count.swap(0, SeqCst);
        self.count.store(count + 1, SeqCst);
    }

    fn value(&self) -> u32 {
        self.count.load(SeqCst)
    }
}
