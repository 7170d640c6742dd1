//! Calls `run`, which does the work here and now, and starts a thread that only hands the result on. In a program
//! without names in its log nobody notices.
//@ fails: the_caller_goes_on_while_the_worker_works: main waits for a message


use interleave::thread::{self, JoinHandle};

/// Something to do, and the name of who does it.
pub struct Worker<W> {
    name: String,
    work: W,
}

impl<T, W> Worker<W>
where
    W: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    /// A worker of this name. It does nothing yet.
    pub fn new(name: &str, work: W) -> Self {
        Worker { name: name.to_owned(), work }
    }

    /// Does the work, in the thread that calls this.
    pub fn run(self) -> T {
        (self.work)()
    }

    /// Starts a thread that does the work, and returns without waiting for it. The thread bears the
    /// worker's name; joining it gives the result. Several workers work at the same time.
    ///
    /// # Panics
    /// If the system cannot start a thread, or if there is a null character in the name.
    pub fn start(self) -> JoinHandle<T> {
        let result = self.run();
        thread::spawn(move || result)
    }
}
