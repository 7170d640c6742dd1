//! A cache: what takes long to compute is computed once.

use interleave::sync::{Arc, Mutex};
use std::collections::HashMap;
use std::sync::PoisonError;

// ANCHOR: cache
/// The value of a key, if there is one yet. Its lock is held while the value is computed.
type Slot = Arc<Mutex<Option<u64>>>;

/// Keeps what was computed for a key, and gives it to all who ask for it, from however many threads.
#[derive(Default)]
pub struct Cache {
    /// A slot for each key that somebody has asked for. This lock is held only to find a slot, never while
    /// somebody computes.
    slots: Mutex<HashMap<u32, Slot>>,
}

impl Cache {
    /// Makes a cache without values.
    pub fn new() -> Self {
        Cache { slots: Mutex::new(HashMap::new()) }
    }

    /// Returns the value of the key. If there is none yet, it is what `init` returns.
    ///
    /// For each key one `init` is run, and all callers get its value. While it runs, only those who ask for
    /// the same key wait, and it may itself ask for another key.
    ///
    /// # Panics
    /// If `init` panics. There is no value then, and the next caller's `init` is run.
    pub fn get_or_insert(&self, key: u32, init: impl FnOnce() -> u64) -> u64 {
        let slot = self.slot(key);
        // Whoever panicked here has left the slot empty, which is as good as new.
        let mut value = slot.lock().unwrap_or_else(PoisonError::into_inner);
        *value.get_or_insert_with(init)
    }

    /// The slot of the key, which all callers share.
    fn slot(&self, key: u32) -> Slot {
        let mut slots = self.slots.lock().unwrap();
        Arc::clone(slots.entry(key).or_default())
    }
}
// ANCHOR_END: cache
