//! Never waits to count: if the lock is held, the increment is left beside it, and the next who gets in adds it.
//! A reader looks at what is left first and at the total then: what was added in between is in both.
//@ fails: each_of_two_is_counted_once: a reader saw 10

use interleave::sync::Mutex;
use interleave::sync::atomic::AtomicU32;
use interleave::sync::atomic::Ordering::SeqCst;

pub struct Counter {
    total: Mutex<u32>,
    left: AtomicU32,
}

impl Counter {
    pub fn new(start: u32) -> Self {
        Counter { total: Mutex::new(start), left: AtomicU32::new(0) }
    }

    pub fn increment(&self) {
        if let Ok(mut total) = self.total.try_lock() {
            *total += 1 + self.left.swap(0, SeqCst);
        } else {
            self.left.fetch_add(1, SeqCst);
        }
    }

    pub fn value(&self) -> u32 {
        let left = self.left.load(SeqCst);
        *self.total.lock().unwrap() + left
    }
}
