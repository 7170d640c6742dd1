//! What can two threads leave behind? Nobody has said yet.

use interleave::sync::Arc;
use interleave::sync::atomic::{AtomicU32, Ordering::SeqCst};
use interleave::{outcomes, thread};

#[test]
fn the_last_store_wins() {
    let left_behind = || {
        let n = Arc::new(AtomicU32::new(0));
        let theirs = Arc::clone(&n);
        let other = thread::spawn(move || theirs.store(1, SeqCst));
        n.store(2, SeqCst);
        other.join().unwrap();
        n.load(SeqCst)
    };
    outcomes(left_behind).assert_predicted([]);
}
