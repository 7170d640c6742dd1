//! Marks the key as being computed, and lets those who find the mark wait. An `init` that panics never takes the
//! mark away, so they wait for ever.
//@ fails: a_panic_leaves_the_key_to_one_of_those_who_wait: no thread is left that could notify it

use interleave::sync::{Condvar, Mutex};
use std::collections::HashMap;

pub struct Cache {
    /// `None`: somebody is computing it.
    values: Mutex<HashMap<u32, Option<u64>>>,
    computed: Condvar,
}

impl Cache {
    pub fn new() -> Self {
        Cache { values: Mutex::new(HashMap::new()), computed: Condvar::new() }
    }

    pub fn get_or_insert(&self, key: u32, init: impl FnOnce() -> u64) -> u64 {
        let mut values = self.values.lock().unwrap();
        loop {
            match values.get(&key) {
                Some(Some(value)) => return *value,
                Some(None) => values = self.computed.wait(values).unwrap(),
                None => break,
            }
        }
        values.insert(key, None);
        drop(values);
        let value = init();
        self.values.lock().unwrap().insert(key, Some(value));
        self.computed.notify_all();
        value
    }
}
