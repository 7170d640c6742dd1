//! Starts many jobs, and collects what they return.

use interleave::thread;
use std::panic::resume_unwind;

// ANCHOR: spawn_all
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
    // hole: start all jobs, wait for all of them, and return their results
    let mut threads = Vec::new();
    for job in jobs {
        threads.push(thread::spawn(job));
    }
    // Whether a job panicked is looked at when all have ended: otherwise some would outlive this call.
    let mut ends = Vec::new();
    for thread in threads {
        ends.push(thread.join());
    }
    // Resumed, a panic keeps its words.
    ends.into_iter().map(|end| end.unwrap_or_else(|panic| resume_unwind(panic))).collect()
    // end hole
}
// ANCHOR_END: spawn_all
