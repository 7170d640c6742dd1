//! Mended, and then run with the code that a report of the broken version printed.
//@ replay: 108c24e6e0000113048b

use interleave::sync::{Arc, Mutex};
use interleave::{model, thread};

fn increment(total: &Mutex<u32>) {
    *total.lock().unwrap() += 1;
}

#[test]
fn increments_are_not_lost() {
    model(|| {
        let total = Arc::new(Mutex::new(0));
        let theirs = Arc::clone(&total);
        let other = thread::spawn(move || increment(&theirs));
        increment(&total);
        other.join().unwrap();
        assert_eq!(*total.lock().unwrap(), 2, "an increment got lost");
    });
}
