//! A flag that says more than its ordering promises.

use interleave::sync::Arc;
use interleave::sync::atomic::{AtomicBool, AtomicU32, Ordering::Relaxed};
use interleave::{model, thread};

#[test]
fn who_sees_the_flag_sees_the_data() {
    model(|| {
        let data = Arc::new(AtomicU32::new(0));
        let ready = Arc::new(AtomicBool::new(false));
        let theirs = (Arc::clone(&data), Arc::clone(&ready));
        let writer = thread::spawn(move || {
            theirs.0.store(42, Relaxed);
            theirs.1.store(true, Relaxed);
        });
        if ready.load(Relaxed) {
            assert_eq!(data.load(Relaxed), 42, "ready, and no data");
        }
        writer.join().unwrap();
    });
}
