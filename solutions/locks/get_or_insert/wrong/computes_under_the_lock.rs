//! Holds the lock from the look to the end: one `init` is run for each key, and all get its value. While it runs,
//! nobody gets any value, also of keys that have long been computed.
//@ fails: a_key_does_not_wait_for_another_one: UNREACHED WITNESS

use interleave::sync::Mutex;
use std::collections::HashMap;
use std::sync::PoisonError;

pub struct Cache {
    values: Mutex<HashMap<u32, u64>>,
}

impl Cache {
    pub fn new() -> Self {
        Cache { values: Mutex::new(HashMap::new()) }
    }

    // ANCHOR: get_or_insert
    pub fn get_or_insert(&self, key: u32, init: impl FnOnce() -> u64) -> u64 {
        let mut values = self.values.lock().unwrap_or_else(PoisonError::into_inner);
        *values.entry(key).or_insert_with(init)
    }
    // ANCHOR_END: get_or_insert
}
