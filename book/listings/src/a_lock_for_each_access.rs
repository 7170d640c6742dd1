//! A lock that is held for a read, and again for a write.

use interleave::sync::Mutex;
use interleave::thread;

// ANCHOR: a_lock_for_each_access
/// Each thread locks to read, lets go, and locks again to write.
pub fn a_lock_for_each_access() -> u32 {
    let n = Mutex::new(0);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let seen = *n.lock().unwrap();
                *n.lock().unwrap() = seen + 1;
            });
        }
    });
    n.into_inner().unwrap()
}
// ANCHOR_END: a_lock_for_each_access
