//! What can `n` be at the end? Write down every value, and no other.
//!
//! The programs stand in `tests/model.rs`. Each begins with `n` at 0; the value asked for is the
//! one that main reads after it has joined the others.

/// Two threads; each loads `n`, then stores what it loaded plus one.
pub fn load_then_store() -> Vec<u32> {
    // every value that `n` can have at the end
    vec![]
}

/// Two threads; each adds one with `fetch_add`.
pub fn fetch_add() -> Vec<u32> {
    // every value that `n` can have at the end
    vec![]
}

/// Two threads; each does "load, then store" twice.
pub fn twice_each() -> Vec<u32> {
    // every value that `n` can have at the end
    vec![]
}

/// Three threads; each loads `n`, then stores what it loaded plus one.
pub fn three_threads() -> Vec<u32> {
    // every value that `n` can have at the end
    vec![]
}

/// Two threads and a lock: each locks to read, unlocks, and locks again to write what it read plus
/// one.
pub fn a_lock_for_each_access() -> Vec<u32> {
    // every value that `n` can have at the end
    vec![]
}
