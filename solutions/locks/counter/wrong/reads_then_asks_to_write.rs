//! "Reading is harmless, so a read lock will do for it": between the read lock and the write lock the
//! other thread writes.
//@ fails: increments_are_not_lost: unlock value (read)

use interleave::sync::RwLock;

pub struct Counter {
    value: RwLock<u32>,
}

impl Counter {
    pub fn new(start: u32) -> Self {
        Counter { value: RwLock::new(start) }
    }

    pub fn increment(&self) {
        let value = *self.value.read().unwrap();
        *self.value.write().unwrap() = value + 1;
    }

    pub fn value(&self) -> u32 {
        *self.value.read().unwrap()
    }
}
