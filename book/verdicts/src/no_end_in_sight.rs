//! A loop that asks for a flag, and never tells the scheduler that it waits.

use interleave::sync::Arc;
use interleave::sync::atomic::{AtomicBool, Ordering::SeqCst};
use interleave::{model, thread};

#[test]
fn the_flag_is_seen() {
    model(|| {
        let ready = Arc::new(AtomicBool::new(false));
        let theirs = Arc::clone(&ready);
        let other = thread::spawn(move || while !theirs.load(SeqCst) {});
        ready.store(true, SeqCst);
        other.join().unwrap();
    });
}
