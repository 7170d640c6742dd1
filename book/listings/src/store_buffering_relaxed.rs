//! Two threads store, and then look at what the other one stores: with no order between the two.

use interleave::sync::atomic::{AtomicU32, Ordering::Relaxed};
use interleave::thread;

// ANCHOR: store_buffering_relaxed
/// What each thread sees of the other's store.
pub fn store_buffering_relaxed() -> (u32, u32) {
    let (x, y) = (AtomicU32::new(0), AtomicU32::new(0));
    thread::scope(|scope| {
        let left = scope.spawn(|| {
            x.store(1, Relaxed);
            y.load(Relaxed)
        });
        let right = scope.spawn(|| {
            y.store(1, Relaxed);
            x.load(Relaxed)
        });
        (left.join().unwrap(), right.join().unwrap())
    })
}
// ANCHOR_END: store_buffering_relaxed
