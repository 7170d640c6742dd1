//! No loop in sight: whoever finds nothing waits once, and begins again from the start.
//@ passes: the look after the wait is the first look of the next call, so it is a loop all the same

use std::collections::VecDeque;

use interleave::sync::{Condvar, Mutex};

pub struct Queue<T> {
    items: Mutex<VecDeque<T>>,
    not_empty: Condvar,
}

impl<T> Queue<T> {
    pub fn new() -> Self {
        Queue { items: Mutex::new(VecDeque::new()), not_empty: Condvar::new() }
    }

    pub fn put(&self, item: T) {
        self.items.lock().unwrap().push_back(item);
        self.not_empty.notify_one();
    }

    pub fn take(&self) -> T {
        let mut items = self.items.lock().unwrap();
        if let Some(item) = items.pop_front() {
            return item;
        }
        drop(self.not_empty.wait(items).unwrap());
        self.take()
    }
}
