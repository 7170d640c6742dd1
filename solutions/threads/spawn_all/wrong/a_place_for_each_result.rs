//! A place for each result, which its thread fills. Who panicked has left its place empty.
//@ passes: the places keep the order, all threads are joined, and an empty place is noticed

use interleave::sync::{Arc, Mutex};
use interleave::thread;

pub fn spawn_all<T, F>(jobs: Vec<F>) -> Vec<T>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    let places: Vec<_> = jobs.iter().map(|_| Arc::new(Mutex::new(None))).collect();
    let mut threads = Vec::new();
    for (job, place) in jobs.into_iter().zip(&places) {
        let place = Arc::clone(place);
        threads.push(thread::spawn(move || {
            let result = job();
            *place.lock().unwrap() = Some(result);
        }));
    }
    for thread in threads {
        let _ = thread.join();
    }
    places.iter().map(|place| place.lock().unwrap().take().unwrap()).collect()
}
