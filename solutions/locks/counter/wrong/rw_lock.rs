//! A lock that lets several readers in at once, and a writer alone.
//@ passes: an increment holds the write lock from the read to the write

use interleave::sync::RwLock;

pub struct Counter {
    value: RwLock<u32>,
}

impl Counter {
    pub fn new(start: u32) -> Self {
        Counter { value: RwLock::new(start) }
    }

    pub fn increment(&self) {
        *self.value.write().unwrap() += 1;
    }

    pub fn value(&self) -> u32 {
        *self.value.read().unwrap()
    }
}
