//! Collects into a `Result`, which is short. It stops at the first `Err`, and leaves the handles behind that come
//! after it.
//@ fails: no_job_outlives_the_call_when_another_panics: collects_into_a_result.rs

use interleave::thread;

pub fn spawn_all<T, F>(jobs: Vec<F>) -> Vec<T>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    let threads: Vec<_> = jobs.into_iter().map(|job| thread::spawn(job)).collect();
    let results: Result<Vec<T>, _> = threads.into_iter().map(|thread| thread.join()).collect();
    results.unwrap()
}
