//! Everybody counts in a place of their own, so that nobody overwrites what others write: main in one, and the other
//! threads in another. "The other threads" can be two.
//@ fails: each_of_two_is_counted_once: other.store ← 1

use interleave::sync::atomic::AtomicU32;
use interleave::sync::atomic::Ordering::SeqCst;
use interleave::thread;

pub struct Counter {
    main: AtomicU32,
    other: AtomicU32,
}

impl Counter {
    pub fn new(start: u32) -> Self {
        Counter { main: AtomicU32::new(start), other: AtomicU32::new(0) }
    }

    pub fn increment(&self) {
        // Threads that are spawned without a name have none.
        let is_main = thread::current().name().is_some();
        let place = if is_main { &self.main } else { &self.other };
        // Nobody else writes here.
        place.store(place.load(SeqCst) + 1, SeqCst);
    }

    pub fn value(&self) -> u32 {
        self.main.load(SeqCst) + self.other.load(SeqCst)
    }
}
