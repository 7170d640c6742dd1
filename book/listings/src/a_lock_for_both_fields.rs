//! Two fields that belong together, in one lock.

use interleave::sync::Mutex;
use interleave::thread;

// ANCHOR: a_lock_for_both_fields
/// The same, with the two accounts in one lock.
pub fn a_lock_for_both_fields() -> u32 {
    let accounts = Mutex::new((100, 0));
    thread::scope(|scope| {
        scope.spawn(|| {
            let mut accounts = accounts.lock().unwrap();
            accounts.0 -= 30;
            accounts.1 += 30;
        });
        let accounts = accounts.lock().unwrap();
        accounts.0 + accounts.1
    })
}
// ANCHOR_END: a_lock_for_both_fields
