//! What can `n` be at the end? Write down every value, and no other.
//!
//! The programs stand in `tests/model.rs`. Each begins with `n` at 0; the value asked for is the
//! one that main reads after it has joined the others.

/// Two threads; each loads `n`, then stores what it loaded plus one.
pub fn load_then_store() -> Vec<u32> {
    // hole: every value that `n` can have at the end
    // hole as: vec![]
    // Both load 0 if neither has stored yet: then one increment is lost.
    vec![1, 2]
    // end hole
}

/// Two threads; each adds one with `fetch_add`.
pub fn fetch_add() -> Vec<u32> {
    // hole: every value that `n` can have at the end
    // hole as: vec![]
    // Load and store are one step here: nothing fits in between.
    vec![2]
    // end hole
}

/// Two threads; each does "load, then store" twice.
pub fn twice_each() -> Vec<u32> {
    // hole: every value that `n` can have at the end
    // hole as: vec![]
    // 2: the first thread loads 0 and is overtaken by the second one's first increment, then stores
    // 1; the second loads that 1 for its last store of 2, after the first has stored all it has.
    vec![2, 3, 4]
    // end hole
}

/// Three threads; each loads `n`, then stores what it loaded plus one.
pub fn three_threads() -> Vec<u32> {
    // hole: every value that `n` can have at the end
    // hole as: vec![]
    // All three may load 0.
    vec![1, 2, 3]
    // end hole
}

/// Two threads and a lock: each locks to read, unlocks, and locks again to write what it read plus
/// one.
pub fn a_lock_for_each_access() -> Vec<u32> {
    // hole: every value that `n` can have at the end
    // hole as: vec![]
    // The lock is free between the two accesses, so this is `load_then_store` again.
    vec![1, 2]
    // end hole
}
