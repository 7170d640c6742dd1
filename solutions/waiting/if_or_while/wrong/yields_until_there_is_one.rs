//! No condvar: whoever finds nothing lets others run, and looks again.
//@ passes: every look takes what it sees under one guard; a core is busy as long as a taker waits

use std::collections::VecDeque;

use interleave::sync::Mutex;
use interleave::thread;

pub struct Queue<T> {
    items: Mutex<VecDeque<T>>,
}

impl<T> Queue<T> {
    pub fn new() -> Self {
        Queue { items: Mutex::new(VecDeque::new()) }
    }

    pub fn put(&self, item: T) {
        self.items.lock().unwrap().push_back(item);
    }

    pub fn take(&self) -> T {
        loop {
            let item = self.items.lock().unwrap().pop_front();
            match item {
                Some(item) => return item,
                None => thread::yield_now(),
            }
        }
    }
}
