//! Two threads store, and then look at what the other one stores: with one order of all steps.

use interleave::sync::atomic::{AtomicU32, Ordering::SeqCst};
use interleave::thread;

// ANCHOR: store_buffering
/// What each thread sees of the other's store.
pub fn store_buffering() -> (u32, u32) {
    let (x, y) = (AtomicU32::new(0), AtomicU32::new(0));
    thread::scope(|scope| {
        let left = scope.spawn(|| {
            x.store(1, SeqCst);
            y.load(SeqCst)
        });
        let right = scope.spawn(|| {
            y.store(1, SeqCst);
            x.load(SeqCst)
        });
        (left.join().unwrap(), right.join().unwrap())
    })
}
// ANCHOR_END: store_buffering
