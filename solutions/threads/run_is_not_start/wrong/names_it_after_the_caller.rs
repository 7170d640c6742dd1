//! Takes the name of the thread that is running: that is still the caller.
//@ fails: the_thread_bears_the_name_of_the_worker: by `main`

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
        let name = thread::current().name().unwrap_or("worker").to_owned();
        thread::Builder::new().name(name).spawn(move || self.run()).unwrap()
    }
}
