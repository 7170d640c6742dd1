//! Looks under one guard and waits with another. The item may come in between, and its notification wakes
//! nobody.
//@ fails: a_taker_waits_until_there_is_an_item: notify_one not_empty: nobody waits

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
        loop {
            if let Some(item) = self.items.lock().unwrap().pop_front() {
                return item;
            }
            let items = self.items.lock().unwrap();
            drop(self.not_empty.wait(items).unwrap());
        }
    }
}
