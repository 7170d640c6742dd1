//! Two jobs are not worth a thread, so they are done here, one after the other. What a job costs only its caller
//! knows.
//@ fails: results_come_in_the_order_of_the_jobs: the second job is done before the first

use interleave::thread;
use std::panic::{AssertUnwindSafe, catch_unwind};

pub fn spawn_all<T, F>(jobs: Vec<F>) -> Vec<T>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    let ends: Vec<_> = if jobs.len() < 3 {
        jobs.into_iter().map(|job| catch_unwind(AssertUnwindSafe(job))).collect()
    } else {
        let threads: Vec<_> = jobs.into_iter().map(|job| thread::spawn(job)).collect();
        threads.into_iter().map(|thread| thread.join()).collect()
    };
    ends.into_iter().map(|end| end.unwrap()).collect()
}
