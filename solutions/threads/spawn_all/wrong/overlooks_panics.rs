//! Keeps the results that are there. `flatten` goes through `Err` as if it were an empty list, and the caller
//! gets fewer results than it had jobs.
//@ fails: a_job_that_panics_is_not_overlooked: the caller knows nothing

use interleave::thread;

pub fn spawn_all<T, F>(jobs: Vec<F>) -> Vec<T>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    let threads: Vec<_> = jobs.into_iter().map(|job| thread::spawn(job)).collect();
    threads.into_iter().flat_map(|thread| thread.join()).collect()
}
