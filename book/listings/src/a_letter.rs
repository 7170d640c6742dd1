//! One thread waits until another one has put something down.

use interleave::sync::{Condvar, Mutex};
use interleave::thread;

// ANCHOR: a_letter
/// What the waiting thread finds.
pub fn a_letter() -> Option<u32> {
    let (letter, arrived) = (Mutex::new(None), Condvar::new());
    thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let mut guard = letter.lock().unwrap();
            while guard.is_none() {
                guard = arrived.wait(guard).unwrap();
            }
            guard.take()
        });
        *letter.lock().unwrap() = Some(7);
        arrived.notify_one();
        reader.join().unwrap()
    })
}
// ANCHOR_END: a_letter
