//! Waits for all, and throws away what `join` says.
//@ fails: whoever_panicked_is_named: named are []

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
        loop {
            let handles = mem::take(&mut *self.handles.lock().unwrap());
            if handles.is_empty() {
                return Vec::new();
            }
            for handle in handles {
                let _ = handle.join();
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
        let mut running = self.running.lock().unwrap();
        let place = running.iter().position(|name| *name == self.name);
        running.remove(place.unwrap());
    }
}
