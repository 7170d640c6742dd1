//! `spawn` starts a thread without a name: every line of the log and every panic is of an unnamed thread.
//@ fails: the_thread_bears_the_name_of_the_worker: a thread without a name

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
        thread::spawn(move || self.run())
    }
}
