//! A lock that is held from the read to the write.

use interleave::sync::Mutex;
use interleave::thread;

// ANCHOR: a_lock_for_both_accesses
/// Each thread holds one guard from the read to the write.
pub fn a_lock_for_both_accesses() -> u32 {
    let n = Mutex::new(0);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let mut value = n.lock().unwrap();
                *value += 1;
            });
        }
    });
    n.into_inner().unwrap()
}
// ANCHOR_END: a_lock_for_both_accesses
