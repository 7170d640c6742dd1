//! A counter that is made once, outside of the model, and used by all its executions.

use interleave::sync::Arc;
use interleave::sync::atomic::{AtomicU32, Ordering::SeqCst};
use interleave::{model, thread};

#[test]
fn every_execution_counts_to_one() {
    let total = Arc::new(AtomicU32::new(0));
    model(move || {
        let theirs = Arc::clone(&total);
        let other = thread::spawn(move || theirs.fetch_add(1, SeqCst));
        other.join().unwrap();
        assert_eq!(total.load(SeqCst), 1);
    });
}
