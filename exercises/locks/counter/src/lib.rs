//! A counter that several threads increment.

use interleave::sync::Mutex;

/// Counts how often it was incremented, from however many threads.
pub struct Counter {
    // how can threads that share a counter change this?
    value: u32,
}

impl Counter {
    /// Makes a counter that begins at `start`.
    pub fn new(start: u32) -> Self {
        todo!("make a counter that begins at `start`")
    }

    /// Adds one. No increment is lost, whatever other threads do.
    ///
    /// # Panics
    ///
    /// If the count does not fit into a `u32` and overflow is checked, as in a debug build, or if that
    /// happened before.
    pub fn increment(&self) {
        todo!("add one, so that no other thread gets in between reading and writing")
    }

    /// Tells the count: the start and every increment that has returned before the call.
    ///
    /// # Panics
    ///
    /// If an increment has panicked before.
    pub fn value(&self) -> u32 {
        todo!("read the count")
    }
}
