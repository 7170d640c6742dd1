//! A lock around every job, so that no two get in each other's way: they were to run at the same time.
//@ fails: all_jobs_run_at_the_same_time: held by

use interleave::sync::{Arc, Mutex};
use interleave::thread;

pub fn spawn_all<T, F>(jobs: Vec<F>) -> Vec<T>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    let alone = Arc::new(Mutex::new(()));
    let mut threads = Vec::new();
    for job in jobs {
        let alone = Arc::clone(&alone);
        threads.push(thread::spawn(move || {
            let _alone = alone.lock();
            job()
        }));
    }
    let ends: Vec<_> = threads.into_iter().map(|thread| thread.join()).collect();
    ends.into_iter().map(|end| end.unwrap()).collect()
}
