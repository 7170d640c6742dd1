//! Stores its value only if there is none yet, and then returns its own all the same: `or_insert` gives back what
//! is stored, and that is thrown away.
//@ fails: one_init_is_run_and_all_get_its_value: asking again gives another

use interleave::sync::Mutex;
use std::collections::HashMap;

pub struct Cache {
    values: Mutex<HashMap<u32, u64>>,
}

impl Cache {
    pub fn new() -> Self {
        Cache { values: Mutex::new(HashMap::new()) }
    }

    pub fn get_or_insert(&self, key: u32, init: impl FnOnce() -> u64) -> u64 {
        if let Some(value) = self.values.lock().unwrap().get(&key) {
            return *value;
        }
        let value = init();
        self.values.lock().unwrap().entry(key).or_insert(value);
        value
    }
}
