//! A flag says that somebody is at work; whoever sees it waits "long enough". No time is.
//@ fails: increments_are_not_lost: busy.swap true → true

use interleave::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use interleave::thread;

pub struct Counter {
    busy: AtomicBool,
    value: AtomicU32,
}

impl Counter {
    pub fn new(start: u32) -> Self {
        Counter { busy: AtomicBool::new(false), value: AtomicU32::new(start) }
    }

    pub fn increment(&self) {
        let mut waited = 0;
        while self.busy.swap(true, SeqCst) && waited < 20 {
            waited += 1;
            thread::yield_now();
        }
        let value = self.value.load(SeqCst);
        self.value.store(value + 1, SeqCst);
        self.busy.store(false, SeqCst);
    }

    pub fn value(&self) -> u32 {
        self.value.load(SeqCst)
    }
}
