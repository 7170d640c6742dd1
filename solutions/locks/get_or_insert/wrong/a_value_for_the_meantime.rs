//! Marks the key as being computed, and a panic removes the mark. Whoever finds the mark does not wait, and gets a 0
//! for the time being: for a cache of web pages that may do, but nobody can tell it from a value.
//@ fails: one_init_is_run_and_all_get_its_value: right: 0

use interleave::sync::Mutex;
use std::collections::HashMap;

pub struct Cache {
    /// `None`: somebody is computing it.
    values: Mutex<HashMap<u32, Option<u64>>>,
}

impl Cache {
    pub fn new() -> Self {
        Cache { values: Mutex::new(HashMap::new()) }
    }

    pub fn get_or_insert(&self, key: u32, init: impl FnOnce() -> u64) -> u64 {
        let mut values = self.values.lock().unwrap();
        if let Some(value) = values.get(&key) {
            return value.unwrap_or_default();
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
        let mut values = self.cache.values.lock().unwrap();
        match self.value {
            Some(value) => values.insert(self.key, Some(value)),
            None => values.remove(&self.key),
        };
    }
}
