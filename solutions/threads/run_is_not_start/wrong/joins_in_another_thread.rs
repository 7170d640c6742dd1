//! Joins the worker's thread, in a thread of its own, and returns that: it looks like too much, and works.
//@ passes: the work is done in the thread of the name, and only the other thread waits

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
        thread::spawn(move || working.join().unwrap())
    }
}
