//! Two readers that could be inside together, if the lock let them.

use interleave::sync::atomic::{AtomicU32, Ordering::SeqCst};
use interleave::sync::{Arc, Mutex};
use interleave::{model, reach, thread};

#[test]
fn readers_do_not_keep_each_other_out() {
    model(|| {
        let value = Arc::new(Mutex::new(7));
        let inside = Arc::new(AtomicU32::new(0));
        let read = |value: Arc<Mutex<u32>>, inside: Arc<AtomicU32>| {
            let value = value.lock().unwrap();
            if inside.fetch_add(1, SeqCst) == 1 {
                reach!("two readers inside");
            }
            inside.fetch_sub(1, SeqCst);
            assert_eq!(*value, 7);
        };
        let theirs = (Arc::clone(&value), Arc::clone(&inside));
        let other = thread::spawn(move || read(theirs.0, theirs.1));
        read(value, inside);
        other.join().unwrap();
    });
}
