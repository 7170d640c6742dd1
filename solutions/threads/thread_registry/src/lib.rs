//! Knows which threads are running, and waits for all of them.
//!
//! The lists of a registry lie in a `Mutex`, so that several threads can use them. Whoever calls `lock()` is
//! alone with what lies in it; others who call it wait. If the list is used in that same statement, the lock is free
//! again at its end; what a variable keeps is locked until the variable is gone.

use interleave::sync::{Arc, Mutex};
use interleave::thread::{self, JoinHandle, Thread};
use std::mem;

/// The threads that were started through it, and the one that began it.
pub struct Registry {
    main: Thread,
    /// The names of the threads that are running, `main` aside.
    running: Arc<Mutex<Vec<String>>>,
    /// The threads that nobody has waited for yet.
    handles: Mutex<Vec<JoinHandle<()>>>,
}

impl Registry {
    /// A registry in which only the calling thread is running.
    pub fn begin() -> Registry {
        let main = thread::current();
        Registry { main, running: Arc::default(), handles: Mutex::default() }
    }

    /// The thread that began the registry.
    pub fn main_thread(&self) -> &Thread {
        &self.main
    }

    /// The names of the threads that are running. The one that began the registry comes first and never
    /// leaves; the others come in the order in which they were started.
    pub fn enumerate(&self) -> Vec<String> {
        let mut names = vec![self.main.name().unwrap_or("main").to_owned()];
        names.extend(self.running.lock().unwrap().iter().cloned());
        names
    }

    /// How many threads are running, the one that began the registry included.
    pub fn active_count(&self) -> usize {
        self.enumerate().len()
    }

    // ANCHOR: spawn
    /// Starts a thread of this name that does the job, and returns without waiting for it. The jobs of several threads
    /// are done at the same time.
    ///
    /// It counts as running when this returns, and until the job has ended, be it by a panic: then it is struck out
    /// by itself, whether anybody waits for it or not. Several threads may have the same name. A job may start
    /// further threads.
    ///
    /// # Panics
    /// If the system cannot start a thread, or if there is a null character in the name.
    pub fn spawn(&self, name: &str, job: impl FnOnce() + Send + 'static) {
        // hole: write the thread into the list of those that run, start it, and keep its handle
        // The caller writes it in: the thread itself might come to it only after this has returned.
        let entry = Entry::new(&self.running, name);
        let thread = thread::Builder::new().name(name.to_owned());
        let handle = thread.spawn(move || {
            // A variable of the thread's, so that it is dropped there, also if the job panics.
            let _entry = entry;
            job();
        });
        self.handles.lock().unwrap().push(handle.expect("the system starts a thread"));
        // end hole
    }
    // ANCHOR_END: spawn

    // ANCHOR: join_all
    /// Waits for all threads that were started through the registry, also for those that are started meanwhile by
    /// the jobs it waits for. Returns the names of those that panicked.
    pub fn join_all(&self) -> Vec<String> {
        // hole: wait for all threads, and collect the names of those that panicked
        let mut panicked = Vec::new();
        loop {
            // The lock is free again at the end of this line: a job that is waited for may call `spawn`.
            let handles = mem::take(&mut *self.handles.lock().unwrap());
            if handles.is_empty() {
                return panicked;
            }
            for handle in handles {
                let name = handle.thread().name().unwrap_or_default().to_owned();
                if handle.join().is_err() {
                    panicked.push(name);
                }
            }
        }
        // end hole
    }
    // ANCHOR_END: join_all
}

/// A thread's name in the list of those that run. Dropping it strikes out one thread of that name.
struct Entry {
    running: Arc<Mutex<Vec<String>>>,
    name: String,
}

impl Entry {
    /// Writes the name into the list.
    fn new(running: &Arc<Mutex<Vec<String>>>, name: &str) -> Entry {
        running.lock().unwrap().push(name.to_owned());
        Entry { running: Arc::clone(running), name: name.to_owned() }
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        // hole: strike one thread of this name out
        let mut running = self.running.lock().unwrap();
        if let Some(place) = running.iter().position(|name| *name == self.name) {
            running.remove(place);
        }
        // end hole
    }
}
