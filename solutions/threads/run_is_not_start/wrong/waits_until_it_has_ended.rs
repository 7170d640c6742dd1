//! Wants to be sure that the worker has worked, and waits for its end: then it need not have started a thread.
//@ fails: the_caller_goes_on_while_the_worker_works: LIVELOCK

use interleave::thread::{self, JoinHandle};

pub struct Worker<W> {
    name: String,
    work: W,
}

impl<T, W> Worker<W>
where
    W: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    pub fn new(name: &str, work: W) -> Self {
        Worker { name: name.to_owned(), work }
    }

    pub fn run(self) -> T {
        (self.work)()
    }

    pub fn start(self) -> JoinHandle<T> {
        let thread = thread::Builder::new().name(self.name.clone());
        let working = thread.spawn(move || self.run()).unwrap();
        while !working.is_finished() {
            thread::yield_now();
        }
        working
    }
}
