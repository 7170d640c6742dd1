//! Notifies only if the queue was empty, and a taker that leaves items behind wakes the next one.
//@ passes: as long as there are items and sleepers, somebody is awake who will pass it on

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
        let mut items = self.items.lock().unwrap();
        items.push_back(item);
        if items.len() == 1 {
            self.not_empty.notify_one();
        }
    }

    pub fn take(&self) -> T {
        let mut items = self.items.lock().unwrap();
        loop {
            if let Some(item) = items.pop_front() {
                if !items.is_empty() {
                    self.not_empty.notify_one();
                }
                return item;
            }
            items = self.not_empty.wait(items).unwrap();
        }
    }
}
