//! A lock for each key, and who finds it poisoned throws its slot away and begins anew. Two who wait for it both find
//! it so, and the second throws away the new slot of the first, with the value.
//@ fails: a_panic_leaves_the_key_to_one_of_those_who_wait: and another one was run

use interleave::sync::{Arc, Mutex};
use std::collections::HashMap;

type Slot = Arc<Mutex<Option<u64>>>;

pub struct Cache {
    slots: Mutex<HashMap<u32, Slot>>,
}

impl Cache {
    pub fn new() -> Self {
        Cache { slots: Mutex::new(HashMap::new()) }
    }

    pub fn get_or_insert(&self, key: u32, init: impl FnOnce() -> u64) -> u64 {
        loop {
            let slot = Arc::clone(self.slots.lock().unwrap().entry(key).or_default());
            let Ok(mut value) = slot.lock() else {
                self.slots.lock().unwrap().remove(&key);
                continue;
            };
            return *value.get_or_insert_with(init);
        }
    }
}
