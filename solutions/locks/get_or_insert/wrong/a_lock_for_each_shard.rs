//! Spreads the keys over sixteen maps with a lock each, by their hash, as concurrent maps do, and computes under the
//! lock. Most keys do not wait for each other. Those that fall into the same map do, also for one of the same thread.
//@ fails: an_init_may_ask_for_another_key: which it holds itself

use interleave::sync::Mutex;
use std::collections::HashMap;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::sync::PoisonError;

pub struct Cache {
    shards: [Mutex<HashMap<u32, u64>>; 16],
}

impl Cache {
    pub fn new() -> Self {
        Cache { shards: std::array::from_fn(|_| Mutex::default()) }
    }

    pub fn get_or_insert(&self, key: u32, init: impl FnOnce() -> u64) -> u64 {
        let hash = BuildHasherDefault::<DefaultHasher>::default().hash_one(key);
        let shard = &self.shards[(hash % 16) as usize];
        let mut values = shard.lock().unwrap_or_else(PoisonError::into_inner);
        *values.entry(key).or_insert_with(init)
    }
}
