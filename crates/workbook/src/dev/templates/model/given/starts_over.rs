//! Takes the old number out, compares, and puts the higher one back: for a moment there is none.

use interleave::sync::Mutex;
use interleave::sync::atomic::{AtomicU32, Ordering::SeqCst};

use template_slug::Subject;

pub struct Given {
    offers: Mutex<()>,
    highest: AtomicU32,
}

impl Subject for Given {
    fn new() -> Self {
        Given { offers: Mutex::new(()), highest: AtomicU32::new(0) }
    }

    fn offer(&self, number: u32) {
        let _one_at_a_time = self.offers.lock().unwrap();
        let old = self.highest.swap(0, SeqCst);
        self.highest.store(number.max(old), SeqCst);
    }

    fn highest(&self) -> u32 {
        self.highest.load(SeqCst)
    }
}
