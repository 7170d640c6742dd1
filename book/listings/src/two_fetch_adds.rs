//! Two threads add one in a single step.

use interleave::sync::atomic::{AtomicU32, Ordering::SeqCst};
use interleave::thread;

// ANCHOR: two_fetch_adds
/// Each thread adds one to `n`, by one operation.
pub fn two_fetch_adds() -> u32 {
    let n = AtomicU32::new(0);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| n.fetch_add(1, SeqCst));
        }
    });
    n.into_inner()
}
// ANCHOR_END: two_fetch_adds
