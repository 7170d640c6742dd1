//! Asks again and again whether all threads are finished, and joins them then.
//@ passes: it keeps a core busy with asking, but whoever is finished can be joined

use interleave::thread;

pub fn spawn_all<T, F>(jobs: Vec<F>) -> Vec<T>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    let threads: Vec<_> = jobs.into_iter().map(|job| thread::spawn(job)).collect();
    while !threads.iter().all(|thread| thread.is_finished()) {
        thread::yield_now();
    }
    threads.into_iter().map(|thread| thread.join().unwrap()).collect()
}
