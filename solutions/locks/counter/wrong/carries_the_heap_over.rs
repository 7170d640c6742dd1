//! Increments go to a heap, and a reader carries it over to the total: it takes the whole heap in one step and adds
//! it in another. Whoever reads in between finds it in neither place.
//@ fails: no_reader_hides_an_increment_from_another_one: one had returned before both read

use interleave::sync::atomic::AtomicU32;
use interleave::sync::atomic::Ordering::SeqCst;

pub struct Counter {
    total: AtomicU32,
    heap: AtomicU32,
}

impl Counter {
    pub fn new(start: u32) -> Self {
        Counter { total: AtomicU32::new(start), heap: AtomicU32::new(0) }
    }

    pub fn increment(&self) {
        self.heap.fetch_add(1, SeqCst);
    }

    pub fn value(&self) -> u32 {
        let found = self.heap.swap(0, SeqCst);
        self.total.fetch_add(found, SeqCst) + found
    }
}
