//! `retain` keeps what has another name: of two threads with one name, the first to end strikes out both.
//@ fails: whoever_ends_leaves_the_list_alone: washer#1

use interleave::sync::{Arc, Mutex};
use interleave::thread::{self, JoinHandle, Thread};
use std::mem;

pub struct Registry {
    main: Thread,
    running: Arc<Mutex<Vec<String>>>,
    handles: Mutex<Vec<JoinHandle<()>>>,
}

impl Registry {
    pub fn begin() -> Registry {
        let main = thread::current();
        Registry { main, running: Arc::default(), handles: Mutex::default() }
    }

    pub fn main_thread(&self) -> &Thread {
        &self.main
    }

    pub fn enumerate(&self) -> Vec<String> {
        let mut names = vec![self.main.name().unwrap_or("main").to_owned()];
        names.extend(self.running.lock().unwrap().iter().cloned());
        names
    }

    pub fn active_count(&self) -> usize {
        self.enumerate().len()
    }

    pub fn spawn(&self, name: &str, job: impl FnOnce() + Send + 'static) {
        let entry = Entry::new(&self.running, name);
        let thread = thread::Builder::new().name(name.to_owned());
        let handle = thread.spawn(move || {
            let _entry = entry;
            job();
        });
        self.handles.lock().unwrap().push(handle.unwrap());
    }

    pub fn join_all(&self) -> Vec<String> {
        let mut panicked = Vec::new();
        loop {
            let handles = mem::take(&mut *self.handles.lock().unwrap());
            if handles.is_empty() {
                return panicked;
            }
            for handle in handles {
                let name = handle.thread().name().unwrap().to_owned();
                if handle.join().is_err() {
                    panicked.push(name);
                }
            }
        }
    }
}

struct Entry {
    running: Arc<Mutex<Vec<String>>>,
    name: String,
}

impl Entry {
    fn new(running: &Arc<Mutex<Vec<String>>>, name: &str) -> Entry {
        running.lock().unwrap().push(name.to_owned());
        Entry { running: Arc::clone(running), name: name.to_owned() }
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        self.running.lock().unwrap().retain(|name| *name != self.name);
    }
}
