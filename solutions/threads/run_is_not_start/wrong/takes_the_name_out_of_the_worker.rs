//! Gives the name away, and then the worker as a whole to the closure: of that a part is missing.
//@ fails: compile: E0382

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
        thread::Builder::new().name(self.name).spawn(move || self.run()).unwrap()
    }
}
