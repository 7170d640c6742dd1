//! Lets the thread wait until somebody unparks it, as if there were a second step: whoever joins it does not know
//! of that.
//@ fails: joining_gives_the_result_of_the_work: DEADLOCK

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
        let asleep = move || {
            thread::park();
            self.run()
        };
        thread.spawn(asleep).unwrap()
    }
}
