//! The threads put their results into one list, each when it is ready: whoever is fast comes first.
//@ fails: results_come_in_the_order_of_the_jobs: not in the order of the jobs

use interleave::sync::{Arc, Mutex};
use interleave::thread;
use std::mem;

pub fn spawn_all<T, F>(jobs: Vec<F>) -> Vec<T>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    let results = Arc::new(Mutex::new(Vec::new()));
    let mut threads = Vec::new();
    for job in jobs {
        let results = Arc::clone(&results);
        threads.push(thread::spawn(move || {
            let result = job();
            results.lock().unwrap().push(result);
        }));
    }
    let ends: Vec<_> = threads.into_iter().map(|thread| thread.join()).collect();
    ends.into_iter().for_each(|end| end.unwrap());
    mem::take(&mut *results.lock().unwrap())
}
