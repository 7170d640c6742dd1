//! A lock for each key, and `unwrap` wherever one is taken. After one `init` that panicked, all who ask for that
//! key panic, too, though nothing is broken.
//@ fails: a_panic_leaves_the_key_to_one_of_those_who_wait: PoisonError

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
        let slot = Arc::clone(self.slots.lock().unwrap().entry(key).or_default());
        let mut value = slot.lock().unwrap();
        *value.get_or_insert_with(init)
    }
}
