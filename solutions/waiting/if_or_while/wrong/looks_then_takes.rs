//! The loop is right, and its lock is let go before the item is taken. In between another taker comes.
//@ fails: two_takers_get_one_item_each: seen, but gone

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
        while items.is_empty() {
            items = self.not_empty.wait(items).unwrap();
        }
        drop(items);
        self.items.lock().unwrap().pop_front().expect("seen, but gone")
    }
}
