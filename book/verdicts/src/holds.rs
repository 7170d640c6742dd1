//! A hand-over that is right: the value stands under the lock, and the wait is a loop.

use interleave::sync::{Arc, Condvar, Mutex};
use interleave::{model, reach, thread};

#[test]
fn the_value_arrives() {
    model(|| {
        let shared = Arc::new((Mutex::new(None), Condvar::new()));
        let theirs = Arc::clone(&shared);
        let sender = thread::spawn(move || {
            *theirs.0.lock().unwrap() = Some(7);
            theirs.1.notify_one();
        });
        let mut slot = shared.0.lock().unwrap();
        while slot.is_none() {
            reach!("the receiver came first");
            slot = shared.1.wait(slot).unwrap();
        }
        assert_eq!(*slot, Some(7));
        drop(slot);
        sender.join().unwrap();
    });
}
