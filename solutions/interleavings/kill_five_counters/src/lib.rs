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

// ANCHOR: claims
/// Whatever must hold of a counter: each `model` is one claim.
pub fn claims<C: Counter>() {
    // hole: models that hold for every right counter; each of src/given must fail in one of them
    // hole as: // model(|| assert!(C::new(5).value() >= 5, "it begins at 5"));
    // It begins where it is told to.
    model(|| assert_eq!(C::new(5).value(), 5, "it was to begin at 5"));
    // No increment is lost. Two for one thread: the other one can be overtaken twice.
    model(|| {
        let counter = Arc::new(C::new(0));
        let theirs = Arc::clone(&counter);
        let other = thread::spawn(move || {
            theirs.increment();
            theirs.increment();
        });
        counter.increment();
        other.join().unwrap();
        assert_eq!(counter.value(), 3, "an increment got lost");
    });
    // No two increments return the same.
    model(|| {
        let counter = Arc::new(C::new(0));
        let theirs = Arc::clone(&counter);
        let other = thread::spawn(move || theirs.increment());
        let mine = counter.increment();
        assert_ne!(mine, other.join().unwrap(), "two increments led to the same count");
    });
    // Whoever looks sees what is there already, also while somebody counts.
    model(|| {
        let counter = Arc::new(C::new(5));
        let theirs = Arc::clone(&counter);
        let other = thread::spawn(move || theirs.increment());
        assert!(counter.value() >= 5, "less than there was already");
        other.join().unwrap();
        // To have looked changes nothing.
        assert_eq!(counter.value(), 6, "the increment is over");
    });
    // end hole
}
// ANCHOR_END: claims
