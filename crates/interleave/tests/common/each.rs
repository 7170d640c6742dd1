//! Threads that all do the same.

use interleave::sync::Arc;
use interleave::thread;

/// A program of so many threads, the main thread included, each of which does `step` on a shared
/// object so many times.
pub(crate) fn each<T: Send + Sync + 'static>(
    threads: usize,
    times: usize,
    make: fn() -> T,
    step: fn(&T),
) -> impl Fn() + Clone + Send + Sync + 'static {
    move || {
        let shared = Arc::new(make());
        let others: Vec<_> = (1..threads)
            .map(|_| {
                let shared = Arc::clone(&shared);
                thread::spawn(move || (0..times).for_each(|_| step(&shared)))
            })
            .collect();
        (0..times).for_each(|_| step(&shared));
        for other in others {
            other.join().unwrap();
        }
    }
}
