//! A thread parks until it sees what it waits for.

use interleave::sync::atomic::{AtomicBool, Ordering::SeqCst};
use interleave::thread;

// ANCHOR: parked_in_a_loop
/// Whether the flag is set when the parked thread goes on.
pub fn parked_in_a_loop() -> bool {
    let is_set = AtomicBool::new(false);
    thread::scope(|scope| {
        let waiter = scope.spawn(|| {
            while !is_set.load(SeqCst) {
                thread::park();
            }
            is_set.load(SeqCst)
        });
        is_set.store(true, SeqCst);
        waiter.thread().unpark();
        waiter.join().unwrap()
    })
}
// ANCHOR_END: parked_in_a_loop
