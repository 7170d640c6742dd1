//! A worker that works in a thread of its own.

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

    // ANCHOR: start
    /// Starts a thread that does the work, and returns without waiting for it. The thread bears the
    /// worker's name; joining it gives the result. Several workers work at the same time.
    ///
    /// # Panics
    /// If the system cannot start a thread, or if there is a null character in the name.
    pub fn start(self) -> JoinHandle<T> {
        let thread = thread::Builder::new().name(self.name.clone());
        thread.spawn(move || self.run()).expect("the system starts a thread")
    }
    // ANCHOR_END: start
}
