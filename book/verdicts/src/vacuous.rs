//! Two threads that use std's lock: the checker sees no step of the second one.

use std::sync::{Arc, Mutex};

use interleave::{model, thread};

#[test]
fn nothing_is_lost() {
    model(|| {
        let total = Arc::new(Mutex::new(0));
        let theirs = Arc::clone(&total);
        let other = thread::spawn(move || *theirs.lock().unwrap() += 1);
        *total.lock().unwrap() += 1;
        other.join().unwrap();
        assert_eq!(*total.lock().unwrap(), 2);
    });
}
