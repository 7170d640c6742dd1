//! A counter that several threads increment.

use interleave::sync::Mutex;

// ANCHOR: counter
/// Counts how often it was incremented, from however many threads.
pub struct Counter {
    // hole: how can threads that share a counter change this?
    // hole as: value: u32,
    value: Mutex<u32>,
    // end hole
}

impl Counter {
    /// Makes a counter that begins at `start`.
    pub fn new(start: u32) -> Self {
        // hole: make a counter that begins at `start`
        Counter { value: Mutex::new(start) }
        // end hole
    }

    /// Adds one. No increment is lost, whatever other threads do.
    ///
    /// # Panics
    ///
    /// If the count does not fit into a `u32` and overflow is checked, as in a debug build, or if that
    /// happened before.
    pub fn increment(&self) {
        // hole: add one, so that no other thread gets in between reading and writing
        // One guard for the whole read-modify-write. The lock is poisoned only if adding overflows,
        // and then the count is wrong anyway: the panic goes on.
        *self.value.lock().unwrap() += 1;
        // end hole
    }

    /// Tells the count: the start and every increment that has returned before the call.
    ///
    /// # Panics
    ///
    /// If an increment has panicked before.
    pub fn value(&self) -> u32 {
        // hole: read the count
        *self.value.lock().unwrap()
        // end hole
    }
}
// ANCHOR_END: counter
