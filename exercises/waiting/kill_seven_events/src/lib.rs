//! What must hold of everything that calls itself an event?
//!
//! `claims` are checked on events that are right, and on each in `src/given`, of which seven are wrong:
//! they must hold for the first, and refuse the seven.

use interleave::cell::UnsafeCell;
use interleave::sync::Arc;
use interleave::{model, thread};

/// An event is set or not, and threads wait until it is.
pub trait Subject: Send + Sync + 'static {
    /// Makes an event that is not set.
    fn new() -> Self;

    /// Sets the event, and lets all go on that wait. It stays set until it is cleared.
    ///
    /// Whatever happened before `set` happens before a `wait` that ends by it, and before an `is_set`
    /// that says `true` because of it.
    fn set(&self);

    /// Makes the event one that is not set. This promises nothing about what happened before.
    fn clear(&self);

    /// Tells whether the event is set, at any time, also while others wait.
    fn is_set(&self) -> bool;

    /// Waits until the event is set; returns at once if it is.
    ///
    /// If it is set and soon cleared again, a thread that waits may miss that or not.
    fn wait(&self);
}

/// A value that nothing protects. If two threads use it, one of them to write, and nothing puts the two
/// in order, then that is a data race: the claim that uses it fails.
#[derive(Default)]
pub struct Plain(UnsafeCell<u32>);

// SAFETY: it is not safe, on purpose: it stands for the data that an event publishes. Only models use it,
// and there each access without an order is found before it is done.
unsafe impl Sync for Plain {}

impl Plain {
    /// Changes the value, which is 0 at first.
    pub fn write(&self, value: u32) {
        // SAFETY: as above.
        self.0.with_mut(|plain| unsafe { *plain = value });
    }

    /// Reads the value.
    pub fn read(&self) -> u32 {
        // SAFETY: as above.
        self.0.with(|plain| unsafe { *plain })
    }
}

/// Whatever must hold of an event: each `model` is one claim.
pub fn claims<S: Subject>() {
    // models that hold for what is right; each wrong event must fail in one of them
    // model(|| assert!(!S::new().is_set(), "nobody has set it"));
}
