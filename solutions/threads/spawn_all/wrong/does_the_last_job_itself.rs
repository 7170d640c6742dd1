//! The caller would only wait, so it does the last job. If that one panics, the call ends in the middle, and
//! nobody waits for the threads.
//@ fails: no_job_outlives_the_call_when_another_panics: choose(2) → 1

use interleave::thread;

pub fn spawn_all<T, F>(jobs: Vec<F>) -> Vec<T>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    let mut jobs = jobs;
    let last = jobs.pop();
    let threads: Vec<_> = jobs.into_iter().map(|job| thread::spawn(job)).collect();
    let last = last.map(|job| job());
    let ends: Vec<_> = threads.into_iter().map(|thread| thread.join()).collect();
    ends.into_iter().map(|end| end.unwrap()).chain(last).collect()
}
