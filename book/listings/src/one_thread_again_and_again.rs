//! A lock makes no promise about whose turn it is.

use interleave::sync::Mutex;
use interleave::thread;

// ANCHOR: one_thread_again_and_again
/// Two threads take two turns each. Who had the lock, in which order?
pub fn one_thread_again_and_again() -> String {
    let turns = Mutex::new(String::new());
    thread::scope(|scope| {
        for name in ['A', 'B'] {
            let turns = &turns;
            scope.spawn(move || {
                for _ in 0..2 {
                    turns.lock().unwrap().push(name);
                }
            });
        }
    });
    turns.into_inner().unwrap()
}
// ANCHOR_END: one_thread_again_and_again
