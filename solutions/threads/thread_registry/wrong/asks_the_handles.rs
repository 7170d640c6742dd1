//! Needs no list of names: it asks all handles whether their threads have finished. Those that `join_all` has taken
//! out to wait for them it cannot ask.
//@ fails: whoever_ends_leaves_the_list_alone: asks_the_handles.rs

use interleave::sync::Mutex;
use interleave::thread::{self, JoinHandle, Thread};
use std::mem;

pub struct Registry {
    main: Thread,
    handles: Mutex<Vec<JoinHandle<()>>>,
}

impl Registry {
    pub fn begin() -> Registry {
        let main = thread::current();
        Registry { main, handles: Mutex::default() }
    }

    pub fn main_thread(&self) -> &Thread {
        &self.main
    }

    pub fn enumerate(&self) -> Vec<String> {
        let mut names = vec![self.main.name().unwrap_or("main").to_owned()];
        let handles = self.handles.lock().unwrap();
        let running = handles.iter().filter(|handle| !handle.is_finished());
        names.extend(running.map(|handle| handle.thread().name().unwrap().to_owned()));
        names
    }

    pub fn active_count(&self) -> usize {
        self.enumerate().len()
    }

    pub fn spawn(&self, name: &str, job: impl FnOnce() + Send + 'static) {
        let thread = thread::Builder::new().name(name.to_owned());
        let mut handles = self.handles.lock().unwrap();
        handles.push(thread.spawn(job).unwrap());
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
