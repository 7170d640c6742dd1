//! A cell for each key that is filled once, from std.
//@ passes: `OnceLock` runs one initializer, and after a panic the next

use interleave::sync::{Arc, Mutex, OnceLock};
use std::collections::HashMap;

pub struct Cache {
    slots: Mutex<HashMap<u32, Arc<OnceLock<u64>>>>,
}

impl Cache {
    pub fn new() -> Self {
        Cache { slots: Mutex::new(HashMap::new()) }
    }

    pub fn get_or_insert(&self, key: u32, init: impl FnOnce() -> u64) -> u64 {
        let slot = Arc::clone(self.slots.lock().unwrap().entry(key).or_default());
        *slot.get_or_init(init)
    }
}
