//! A lock around the work, so that the lines of two workers do not mix in a log: nothing else of their work can
//! overlap either.
//@ fails: two_workers_work_at_the_same_time: UNREACHED WITNESS

use interleave::fresh;
use interleave::sync::Mutex;
use interleave::thread::{self, JoinHandle};

fresh! { static ALONE: Mutex<()> = Mutex::new(()); }

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
        let work = move || {
            let _alone = ALONE.lock();
            self.run()
        };
        thread.spawn(work).unwrap()
    }
}
