//! Two fields that belong together, with a lock for each.

use interleave::sync::Mutex;
use interleave::thread;

// ANCHOR: a_lock_for_each_field
/// A hundred coins in two accounts. What does an audit count while thirty of them move?
pub fn a_lock_for_each_field() -> u32 {
    let left = Mutex::new(100);
    let right = Mutex::new(0);
    thread::scope(|scope| {
        scope.spawn(|| {
            *left.lock().unwrap() -= 30;
            *right.lock().unwrap() += 30;
        });
        let counted = *left.lock().unwrap();
        counted + *right.lock().unwrap()
    })
}
// ANCHOR_END: a_lock_for_each_field
