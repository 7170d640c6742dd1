//! One wait with a time limit: what the clock says of it, and what the flag says.

use interleave::sync::{Condvar, Mutex};
use interleave::thread;
use interleave::time::Duration;

// ANCHOR: clock_and_flag
/// Whether the time was up, and whether the flag is set.
pub fn clock_and_flag() -> (bool, bool) {
    let (is_set, changed) = (Mutex::new(false), Condvar::new());
    thread::scope(|scope| {
        let waiter = scope.spawn(|| {
            let guard = is_set.lock().unwrap();
            if *guard {
                return (false, true);
            }
            let (guard, wait) = changed.wait_timeout(guard, Duration::from_secs(1)).unwrap();
            (wait.timed_out(), *guard)
        });
        *is_set.lock().unwrap() = true;
        changed.notify_one();
        waiter.join().unwrap()
    })
}
// ANCHOR_END: clock_and_flag
