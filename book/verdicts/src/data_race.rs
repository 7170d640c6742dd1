//! Plain memory behind a promise that nobody keeps.

use interleave::cell::UnsafeCell;
use interleave::sync::Arc;
use interleave::{model, thread};

struct Counter(UnsafeCell<u32>);

// SAFETY: wrong on purpose: nothing keeps two threads apart.
unsafe impl Sync for Counter {}

impl Counter {
    fn add_one(&self) {
        // SAFETY: wrong on purpose: another thread may be here as well.
        self.0.with_mut(|value| unsafe { *value += 1 });
    }
}

#[test]
fn two_threads_count() {
    model(|| {
        let counter = Arc::new(Counter(UnsafeCell::new(0)));
        let theirs = Arc::clone(&counter);
        let other = thread::spawn(move || theirs.add_one());
        counter.add_one();
        other.join().unwrap();
    });
}
