//! "Two can collide, and the third is alone": all three may have loaded before any of them stores.
//@ fails: three_threads_load_then_store: missed: 1

pub fn load_then_store() -> Vec<u32> {
    vec![1, 2]
}

pub fn fetch_add() -> Vec<u32> {
    vec![2]
}

pub fn twice_each() -> Vec<u32> {
    vec![2, 3, 4]
}

pub fn three_threads() -> Vec<u32> {
    vec![2, 3]
}

pub fn a_lock_for_each_access() -> Vec<u32> {
    vec![1, 2]
}
