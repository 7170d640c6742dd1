//! Looks, computes and stores, with the lock held for looking and for storing, as nobody should wait while a
//! value is computed. Two who ask at once both find nothing, both compute, and the second stores over the first:
//! they go on with different values.
//@ fails: one_init_is_run_and_all_get_its_value: different values for one key

//! A cache: what takes long to compute is computed once.

use interleave::sync::Mutex;
use std::collections::HashMap;

/// Keeps what was computed for a key, and gives it to all who ask for it, from however many threads.
#[derive(Default)]
pub struct Cache {
    values: Mutex<HashMap<u32, u64>>,
}

impl Cache {
    /// Makes a cache without values.
    pub fn new() -> Self {
        Cache { values: Mutex::new(HashMap::new()) }
    }

    /// Returns the value of the key. If there is none yet, it is what `init` returns.
    ///
    /// For each key one `init` is run, and all callers get its value. While it runs, only those who ask for
    /// the same key wait, and it may itself ask for another key.
    ///
    /// # Panics
    /// If `init` panics. There is no value then, and the next caller's `init` is run.
    // ANCHOR: get_or_insert
    pub fn get_or_insert(&self, key: u32, init: impl FnOnce() -> u64) -> u64 {
        if let Some(value) = self.values.lock().unwrap().get(&key) {
            return *value;
        }
        let value = init();
        self.values.lock().unwrap().insert(key, value);
        value
    }
    // ANCHOR_END: get_or_insert
}
