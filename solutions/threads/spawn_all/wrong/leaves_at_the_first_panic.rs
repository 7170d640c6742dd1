//! Unwraps what each `join` returns at once. A panic drops the handles that are left, and the threads run on
//! by themselves.
//@ fails: no_job_outlives_the_call_when_another_panics: a job is still at work

use interleave::thread;

pub fn spawn_all<T, F>(jobs: Vec<F>) -> Vec<T>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    let threads: Vec<_> = jobs.into_iter().map(|job| thread::spawn(job)).collect();
    threads.into_iter().map(|thread| thread.join().unwrap()).collect()
}
