//! Marks the key as being computed, and those who find the mark wait until it is gone. A guard takes it away, also
//! if `init` panics.
//@ passes: the mark is set in the step that finds nothing, and whoever waits looks again

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
        match self.value {
            Some(value) => values.insert(self.key, Some(value)),
            None => values.remove(&self.key),
        };
        drop(values);
        self.cache.computed.notify_all();
    }
}
