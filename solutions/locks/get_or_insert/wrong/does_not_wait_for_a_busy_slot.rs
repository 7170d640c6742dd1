//! A lock for each key. Whoever finds it taken computes the value for itself rather than wait.
//@ fails: one_init_is_run_and_all_get_its_value: busy

use interleave::sync::{Arc, Mutex};
use std::collections::HashMap;
use std::sync::TryLockError;

type Slot = Arc<Mutex<Option<u64>>>;

pub struct Cache {
    slots: Mutex<HashMap<u32, Slot>>,
}

impl Cache {
    pub fn new() -> Self {
        Cache { slots: Mutex::new(HashMap::new()) }
    }

    pub fn get_or_insert(&self, key: u32, init: impl FnOnce() -> u64) -> u64 {
        let slot = Arc::clone(self.slots.lock().unwrap().entry(key).or_default());
        match slot.try_lock() {
            Ok(mut value) => *value.get_or_insert_with(init),
            Err(TryLockError::Poisoned(value)) => *value.into_inner().get_or_insert_with(init),
            Err(TryLockError::WouldBlock) => init(),
        }
    }
}
