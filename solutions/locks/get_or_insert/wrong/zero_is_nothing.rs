//! A slot for each key, and 0 in it says that there is no value yet. There may be, and it may be 0.
//@ fails: computes_a_value_once_and_keeps_it: 0 was there

use interleave::sync::{Arc, Mutex};
use std::collections::HashMap;
use std::sync::PoisonError;

pub struct Cache {
    slots: Mutex<HashMap<u32, Arc<Mutex<u64>>>>,
}

impl Cache {
    pub fn new() -> Self {
        Cache { slots: Mutex::new(HashMap::new()) }
    }

    pub fn get_or_insert(&self, key: u32, init: impl FnOnce() -> u64) -> u64 {
        let slot = Arc::clone(self.slots.lock().unwrap().entry(key).or_default());
        let mut value = slot.lock().unwrap_or_else(PoisonError::into_inner);
        if *value == 0 {
            *value = init();
        }
        *value
    }
}
