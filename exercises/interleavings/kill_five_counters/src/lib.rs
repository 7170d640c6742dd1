//! What must hold of everything that counts?
//!
//! `claims` are tried on counters that are right, and on the five in `src/given`, each of which is
//! wrong: they must hold for the former and refuse each of the latter.

use interleave::sync::Arc;
use interleave::{model, thread};

/// Counts, for however many threads.
pub trait Counter: Send + Sync + 'static {
    /// Makes a counter that begins at `start`.
    fn new(start: u32) -> Self;
    /// Adds one, and returns the count that this very increment led to: no two increments return
    /// the same. None is lost, whatever other threads do.
    fn increment(&self) -> u32;
    /// Tells the count, at any time: all increments that are over, and perhaps some that are not.
    fn value(&self) -> u32;
}

/// Whatever must hold of a counter: each `model` is one claim.
pub fn claims<C: Counter>() {
    // models that hold for every right counter; each of src/given must fail in one of them
    // model(|| assert!(C::new(5).value() >= 5, "it begins at 5"));
}
