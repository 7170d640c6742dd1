//! Starts many jobs, and collects what they return.

use interleave::thread;
use std::panic::resume_unwind;

/// Runs all jobs at the same time, and returns their results in the order of the jobs.
///
/// When this returns, every job has ended.
///
/// # Panics
/// If a job panics. By then all the others have ended, too.
pub fn spawn_all<T, F>(jobs: Vec<F>) -> Vec<T>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    todo!("start all jobs, wait for all of them, and return their results")
}
