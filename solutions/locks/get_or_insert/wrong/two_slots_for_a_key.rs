//! A lock for each key, so that only those wait who ask for it. But whether there is one is looked up under one
//! lock of the map, and a new one put there under another: two threads make one each, and nobody waits.
//@ fails: one_init_is_run_and_all_get_its_value: Cache::slot

use interleave::sync::{Arc, Mutex};
use std::collections::HashMap;
use std::sync::PoisonError;

type Slot = Arc<Mutex<Option<u64>>>;

pub struct Cache {
    slots: Mutex<HashMap<u32, Slot>>,
}

impl Cache {
    pub fn new() -> Self {
        Cache { slots: Mutex::new(HashMap::new()) }
    }

    pub fn get_or_insert(&self, key: u32, init: impl FnOnce() -> u64) -> u64 {
        let slot = self.slot(key);
        let mut value = slot.lock().unwrap_or_else(PoisonError::into_inner);
        *value.get_or_insert_with(init)
    }

    fn slot(&self, key: u32) -> Slot {
        if let Some(slot) = self.slots.lock().unwrap().get(&key) {
            return Arc::clone(slot);
        }
        let slot = Slot::default();
        self.slots.lock().unwrap().insert(key, Arc::clone(&slot));
        slot
    }
}
