//! Keeps the lock while it notifies, so that nobody comes between the item and its notification. But the woken
//! taker has to lock as well, and somebody else may be faster.
//@ fails: two_takers_get_one_item_each: nobody was in between

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

    // ANCHOR: put
    pub fn put(&self, item: T) {
        let mut items = self.items.lock().unwrap();
        items.push_back(item);
        self.not_empty.notify_one();
    }
    // ANCHOR_END: put

    // ANCHOR: take
    pub fn take(&self) -> T {
        let mut items = self.items.lock().unwrap();
        if items.is_empty() {
            items = self.not_empty.wait(items).unwrap();
        }
        items.pop_front().expect("nobody was in between")
    }
    // ANCHOR_END: take
}
