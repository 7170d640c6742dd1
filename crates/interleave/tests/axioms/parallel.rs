//! Work on all processors.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::thread;

/// Does jobs 0, 1, 2, … until one returns false, each once. Each processor has a state of its own; all
/// of them are returned.
pub(crate) fn each_job<S: Default + Send>(job: impl Fn(u64, &mut S) -> bool + Sync) -> Vec<S> {
    let next = AtomicU64::new(0);
    let work = || {
        let mut state = S::default();
        while job(next.fetch_add(1, Relaxed), &mut state) {}
        state
    };
    thread::scope(|scope| {
        let processors = thread::available_parallelism().map_or(1, usize::from);
        let workers: Vec<_> = (0..processors).map(|_| scope.spawn(work)).collect();
        workers.into_iter().map(|worker| worker.join().expect("no job panics")).collect()
    })
}
