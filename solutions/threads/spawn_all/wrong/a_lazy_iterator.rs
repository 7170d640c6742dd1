//! Two calls of `map`, one after the other in the text. An iterator hands on one value at a time: it
//! starts a job, joins it, and only then asks for the next.
//@ fails: all_jobs_run_at_the_same_time: a_lazy_iterator.rs

use interleave::thread;

pub fn spawn_all<T, F>(jobs: Vec<F>) -> Vec<T>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    let threads = jobs.into_iter().map(|job| thread::spawn(job));
    let ends: Vec<_> = threads.map(|thread| thread.join()).collect();
    ends.into_iter().map(|end| end.unwrap()).collect()
}
