//! Wakes a taker and appends the item then. The taker may look in between, finds nothing, and sleeps again.
//@ fails: a_taker_waits_until_there_is_an_item: notify_one not_empty

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
        self.not_empty.notify_one();
        self.items.lock().unwrap().push_back(item);
    }

    pub fn take(&self) -> T {
        let mut items = self.items.lock().unwrap();
        loop {
            match items.pop_front() {
                Some(item) => return item,
                None => items = self.not_empty.wait(items).unwrap(),
            }
        }
    }
}
