//! Waits for as many messages as there are jobs. A job that panics sends none, and the sender that the caller
//! keeps for itself leaves it waiting.
//@ fails: a_job_that_panics_is_not_overlooked: no thread can send

use interleave::sync::mpsc;
use interleave::thread;

pub fn spawn_all<T, F>(jobs: Vec<F>) -> Vec<T>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    let (sender, results) = mpsc::channel();
    let count = jobs.len();
    for (place, job) in jobs.into_iter().enumerate() {
        let sender = sender.clone();
        thread::spawn(move || sender.send((place, job())));
    }
    let mut found: Vec<_> = (0..count).map(|_| results.recv().unwrap()).collect();
    found.sort_by_key(|(place, _)| *place);
    found.into_iter().map(|(_, result)| result).collect()
}
