//! `put` comes back when its item has been taken, to be on the safe side. Then one thread alone cannot use the
//! queue at all, and no item ever waits.
//@ fails: gives_what_was_put_in_its_order: DEADLOCK

use std::collections::VecDeque;

use interleave::sync::{Condvar, Mutex};

pub struct Queue<T> {
    items: Mutex<VecDeque<T>>,
    changed: Condvar,
}

impl<T> Queue<T> {
    pub fn new() -> Self {
        Queue { items: Mutex::new(VecDeque::new()), changed: Condvar::new() }
    }

    pub fn put(&self, item: T) {
        let mut items = self.items.lock().unwrap();
        items.push_back(item);
        self.changed.notify_all();
        drop(self.changed.wait_while(items, |items| !items.is_empty()).unwrap());
    }

    pub fn take(&self) -> T {
        let items = self.items.lock().unwrap();
        let mut items = self.changed.wait_while(items, |items| items.is_empty()).unwrap();
        let item = items.pop_front().expect("the loop ends when there is an item");
        self.changed.notify_all();
        item
    }
}
