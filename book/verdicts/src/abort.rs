//! A thread that ends the process where something is wrong.

use interleave::sync::Arc;
use interleave::sync::atomic::{AtomicU32, Ordering::SeqCst};
use interleave::{model, thread};

#[test]
fn an_early_reader_ends_everything() {
    model(|| {
        let ready = Arc::new(AtomicU32::new(0));
        let theirs = Arc::clone(&ready);
        let reader = thread::spawn(move || {
            if theirs.load(SeqCst) == 0 {
                std::process::abort();
            }
        });
        ready.store(1, SeqCst);
        reader.join().unwrap();
    });
}
