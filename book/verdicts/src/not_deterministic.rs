//! A model that remembers how often it has been run.

use std::sync::atomic::{AtomicU32 as Plain, Ordering::Relaxed};

use interleave::sync::Arc;
use interleave::sync::atomic::{AtomicU32, Ordering::SeqCst};
use interleave::{model, thread};

static RUNS: Plain = Plain::new(0);

#[test]
fn the_total_is_two_or_more() {
    model(|| {
        let total = Arc::new(AtomicU32::new(0));
        if RUNS.fetch_add(1, Relaxed) % 2 == 1 {
            total.fetch_add(1, SeqCst);
        }
        let theirs = Arc::clone(&total);
        let other = thread::spawn(move || theirs.fetch_add(1, SeqCst));
        total.fetch_add(1, SeqCst);
        other.join().unwrap();
        assert!(total.load(SeqCst) >= 2);
    });
}
