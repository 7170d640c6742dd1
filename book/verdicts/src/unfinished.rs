//! A function that is still to be written.

use interleave::sync::Arc;
use interleave::sync::atomic::{AtomicU32, Ordering::SeqCst};
use interleave::{model, thread};

#[expect(clippy::todo, reason = "the verdict is about it")]
fn add_one(_total: &AtomicU32) {
    todo!("add one in a single step")
}

#[test]
fn both_are_counted() {
    model(|| {
        let total = Arc::new(AtomicU32::new(0));
        let theirs = Arc::clone(&total);
        let other = thread::spawn(move || add_one(&theirs));
        add_one(&total);
        other.join().unwrap();
        assert_eq!(total.load(SeqCst), 2);
    });
}
