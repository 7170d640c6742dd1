//! A model that is not the same each time: from the eighth run on it fails.

use std::sync::atomic::{AtomicU32 as Plain, Ordering::Relaxed};

use interleave::sync::Arc;
use interleave::sync::atomic::{AtomicU32, Ordering::SeqCst};
use interleave::{model, thread};

static RUNS: Plain = Plain::new(0);

#[test]
fn the_total_is_two() {
    model(|| {
        let total = Arc::new(AtomicU32::new(0));
        let theirs = Arc::clone(&total);
        let other = thread::spawn(move || theirs.fetch_add(1, SeqCst));
        total.fetch_add(1, SeqCst);
        other.join().unwrap();
        assert!(RUNS.fetch_add(1, Relaxed) < 7, "it ran too often");
        assert_eq!(total.load(SeqCst), 2);
    });
}
