//! Keeps what `value` once read, to lock less often. Nothing it says was ever wrong; it only stops
//! being true.
//@ fails: readers_see_the_count_grow: UNREACHED WITNESS

use interleave::sync::Mutex;

pub struct Counter {
    value: Mutex<u32>,
    read: Mutex<Option<u32>>,
}

impl Counter {
    pub fn new(start: u32) -> Self {
        Counter { value: Mutex::new(start), read: Mutex::new(None) }
    }

    pub fn increment(&self) {
        *self.value.lock().unwrap() += 1;
    }

    pub fn value(&self) -> u32 {
        let mut read = self.read.lock().unwrap();
        *read.get_or_insert_with(|| *self.value.lock().unwrap())
    }
}
