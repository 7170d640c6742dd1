//! Waits for each job in the loop that starts it: the second starts when the first has ended.
//@ fails: all_jobs_run_at_the_same_time: joins_in_the_loop.rs

use interleave::thread;

pub fn spawn_all<T, F>(jobs: Vec<F>) -> Vec<T>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    let mut ends = Vec::new();
    for job in jobs {
        ends.push(thread::spawn(job).join());
    }
    ends.into_iter().map(|end| end.unwrap()).collect()
}
