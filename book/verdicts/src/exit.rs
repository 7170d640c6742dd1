//! A thread that ends the process with success.

use interleave::sync::Arc;
use interleave::sync::atomic::{AtomicU32, Ordering::SeqCst};
use interleave::{model, thread};

#[test]
fn a_stop_request_stops_the_thread() {
    model(|| {
        let stop = Arc::new(AtomicU32::new(0));
        let theirs = Arc::clone(&stop);
        let worker = thread::spawn(move || {
            if theirs.load(SeqCst) == 1 {
                std::process::exit(0);
            }
        });
        stop.store(1, SeqCst);
        worker.join().unwrap();
    });
}
