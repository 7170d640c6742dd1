//! Takes from the end at which items are put.
//@ fails: gives_what_was_put_in_its_order: the oldest item comes first

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
        loop {
            match items.pop_back() {
                Some(item) => return item,
                None => items = self.not_empty.wait(items).unwrap(),
            }
        }
    }
}
