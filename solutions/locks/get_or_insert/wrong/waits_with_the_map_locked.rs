//! A lock for each key, and the map is unlocked before anybody computes. But it is unlocked only when the lock of the
//! key is taken, and that may take as long as another thread computes: all keys wait behind one who waits.
//@ fails: who_computes_one_key_may_wait_for_another: held by T2

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
        let mut slots = self.slots.lock().unwrap();
        let slot = Arc::clone(slots.entry(key).or_default());
        let mut value = slot.lock().unwrap_or_else(PoisonError::into_inner);
        drop(slots);
        *value.get_or_insert_with(init)
    }
}
