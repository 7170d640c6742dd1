//! Notifies only if the queue was empty, since otherwise nobody can be waiting. Somebody can: two takers
//! sleep, two items come before the first of them is up, and the second is never woken.
//@ fails: two_takers_get_one_item_each: DEADLOCK

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
        let was_empty = items.is_empty();
        items.push_back(item);
        if was_empty {
            self.not_empty.notify_one();
        }
    }
    // ANCHOR_END: put

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
