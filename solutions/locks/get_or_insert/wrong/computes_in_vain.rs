//! Stores its value only if there is none yet, and returns what is stored: all callers get the same value. But
//! both have computed, and if `init` opens a file or sends an order, it has happened twice.
//@ fails: one_init_is_run_and_all_get_its_value: so often was an `init` run

use interleave::sync::Mutex;
use std::collections::HashMap;

pub struct Cache {
    values: Mutex<HashMap<u32, u64>>,
}

impl Cache {
    pub fn new() -> Self {
        Cache { values: Mutex::new(HashMap::new()) }
    }

    // ANCHOR: get_or_insert
    pub fn get_or_insert(&self, key: u32, init: impl FnOnce() -> u64) -> u64 {
        if let Some(value) = self.values.lock().unwrap().get(&key) {
            return *value;
        }
        let value = init();
        *self.values.lock().unwrap().entry(key).or_insert(value)
    }
    // ANCHOR_END: get_or_insert
}
