//! Two threads add one in two steps.

use interleave::sync::atomic::{AtomicU32, Ordering::SeqCst};
use interleave::thread;

// ANCHOR: two_increments
/// Each thread loads `n` and stores what it loaded plus one.
pub fn two_increments() -> u32 {
    let n = AtomicU32::new(0);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let seen = n.load(SeqCst);
                n.store(seen + 1, SeqCst);
            });
        }
    });
    n.into_inner()
}
// ANCHOR_END: two_increments
