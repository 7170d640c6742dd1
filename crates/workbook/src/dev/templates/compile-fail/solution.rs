//! Adds up in the background.

use interleave::sync::Arc;
use interleave::sync::atomic::{AtomicU32, Ordering::Relaxed};
use interleave::thread::{self, JoinHandle};

// ANCHOR: add
/// Adds each of the prices to `total`, in a thread of its own.
pub fn add(prices: Vec<u32>, total: Arc<AtomicU32>) -> JoinHandle<()> {
    // hole: rustc refuses this: why, and what does the thread need?
    // hole as: thread::spawn(|| {
    // The thread may outlive this call, so it owns what it uses.
    thread::spawn(move || {
        // end hole
        for price in &prices {
            // Relaxed: whoever joins the thread sees the sum.
            total.fetch_add(*price, Relaxed);
        }
    })
}
// ANCHOR_END: add
