//! Two threads, one with the name and one with the work: a thread does not inherit the name of who starts it.
//@ fails: the_thread_bears_the_name_of_the_worker: works_in_a_thread_of_the_thread.rs

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
        let inner = move || thread::spawn(move || self.run()).join().unwrap();
        thread.spawn(inner).unwrap()
    }
}
