//! A thread parks once, and takes it for granted that it was unparked.

use interleave::sync::atomic::{AtomicBool, Ordering::SeqCst};
use interleave::thread;

// ANCHOR: parked_once
/// Whether the flag is set when the parked thread goes on.
pub fn parked_once() -> bool {
    let is_set = AtomicBool::new(false);
    thread::scope(|scope| {
        let waiter = scope.spawn(|| {
            if !is_set.load(SeqCst) {
                thread::park();
            }
            is_set.load(SeqCst)
        });
        is_set.store(true, SeqCst);
        waiter.thread().unpark();
        waiter.join().unwrap()
    })
}
// ANCHOR_END: parked_once
