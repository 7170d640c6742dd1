//! A loop, but over what was true before it: whoever has slept once sleeps for ever.
//@ fails: a_taker_waits_until_there_is_an_item: wait not_empty

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
        let empty = items.is_empty();
        while empty {
            items = self.not_empty.wait(items).unwrap();
        }
        items.pop_front().expect("not empty")
    }
}
