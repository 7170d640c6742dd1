//! "Atomics can lose increments": a load and a store can, `fetch_add` cannot.
//@ fails: two_threads_fetch_add: impossible: 1

pub fn load_then_store() -> Vec<u32> {
    vec![1, 2]
}

pub fn fetch_add() -> Vec<u32> {
    vec![1, 2]
}

pub fn twice_each() -> Vec<u32> {
    vec![2, 3, 4]
}

pub fn three_threads() -> Vec<u32> {
    vec![1, 2, 3]
}

pub fn a_lock_for_each_access() -> Vec<u32> {
    vec![1, 2]
}
