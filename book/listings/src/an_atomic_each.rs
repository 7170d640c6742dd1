//! Two threads that have nothing to do with each other.

use interleave::sync::atomic::{AtomicU32, Ordering::SeqCst};
use interleave::thread;

// ANCHOR: an_atomic_each
/// Each thread loads and stores an atomic of its own.
pub fn an_atomic_each() -> (u32, u32) {
    let (left, right) = (AtomicU32::new(0), AtomicU32::new(0));
    thread::scope(|scope| {
        for n in [&left, &right] {
            scope.spawn(|| {
                let seen = n.load(SeqCst);
                n.store(seen + 1, SeqCst);
            });
        }
    });
    (left.into_inner(), right.into_inner())
}
// ANCHOR_END: an_atomic_each
