//! Right, but with threads of std's: a model knows only those that `interleave::thread` has started.
//@ fails: results_come_in_the_order_of_the_jobs: MISUSE

use std::thread;

pub fn spawn_all<T, F>(jobs: Vec<F>) -> Vec<T>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    let threads: Vec<_> = jobs.into_iter().map(|job| thread::spawn(job)).collect();
    let ends: Vec<_> = threads.into_iter().map(|thread| thread.join()).collect();
    ends.into_iter().map(|end| end.unwrap()).collect()
}
