//! A model that is too large for its budget.

use interleave::sync::Arc;
use interleave::sync::atomic::{AtomicU32, Ordering::SeqCst};
use interleave::{Model, thread};

#[test]
fn three_threads_count_to_nine() {
    Model::new().executions(1_000).check(|| {
        let total = Arc::new(AtomicU32::new(0));
        let count = |total: Arc<AtomicU32>| {
            move || {
                for _ in 0..3 {
                    total.fetch_add(1, SeqCst);
                }
            }
        };
        let others = [0, 1].map(|_| thread::spawn(count(Arc::clone(&total))));
        count(Arc::clone(&total))();
        for other in others {
            other.join().unwrap();
        }
        assert_eq!(total.load(SeqCst), 9);
    });
}
