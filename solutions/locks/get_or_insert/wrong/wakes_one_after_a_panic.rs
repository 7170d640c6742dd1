//! Wakes all who wait when there is a value, and after a panic one, as only one can compute. But all keys have one
//! condvar: who is woken may wait for another key, and goes back to sleep.
//@ fails: who_computes_one_key_may_wait_for_another: no thread is left that could

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
        let mut mark = Mark { cache: self, key, value: None };
        *mark.value.insert(init())
    }
}

/// Stands for the value while it is computed; ends with the value, or with nothing.
struct Mark<'a> {
    cache: &'a Cache,
    key: u32,
    value: Option<u64>,
}

impl Drop for Mark<'_> {
    fn drop(&mut self) {
        // No panic happens while the lock is held, so it is never poisoned.
        let mut values = self.cache.values.lock().unwrap();
        if let Some(value) = self.value {
            values.insert(self.key, Some(value));
            self.cache.computed.notify_all();
        } else {
            values.remove(&self.key);
            self.cache.computed.notify_one();
        }
    }
}
