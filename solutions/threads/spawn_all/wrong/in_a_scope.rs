//! A scope joins its threads at its end, also when it is left by a panic.
//@ passes: at the first panic that is unwrapped the scope still waits for all its threads

use interleave::thread;

pub fn spawn_all<T, F>(jobs: Vec<F>) -> Vec<T>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    thread::scope(|scope| {
        let threads: Vec<_> = jobs.into_iter().map(|job| scope.spawn(job)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    })
}
