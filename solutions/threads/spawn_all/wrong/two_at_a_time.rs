//! Never more than two threads at once, so as not to ask too much of the machine: three jobs that wait for
//! each other wait for ever.
//@ fails: all_jobs_run_at_the_same_time: two_at_a_time.rs

use interleave::thread;

pub fn spawn_all<T, F>(jobs: Vec<F>) -> Vec<T>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    let mut jobs = jobs.into_iter();
    let mut ends = Vec::new();
    loop {
        let pair: Vec<_> = jobs.by_ref().take(2).map(|job| thread::spawn(job)).collect();
        if pair.is_empty() {
            return ends.into_iter().map(|end: thread::Result<T>| end.unwrap()).collect();
        }
        ends.extend(pair.into_iter().map(|thread| thread.join()));
    }
}
