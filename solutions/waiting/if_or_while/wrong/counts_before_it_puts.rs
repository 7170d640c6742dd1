//! The number of items has a lock of its own, and is raised before the item is there. Who waits for the number
//! comes too early for the item.
//@ fails: a_taker_waits_until_there_is_an_item: counted, but not there

use std::collections::VecDeque;

use interleave::sync::{Condvar, Mutex};

pub struct Queue<T> {
    count: Mutex<usize>,
    items: Mutex<VecDeque<T>>,
    not_empty: Condvar,
}

impl<T> Queue<T> {
    pub fn new() -> Self {
        Queue {
            count: Mutex::new(0),
            items: Mutex::new(VecDeque::new()),
            not_empty: Condvar::new(),
        }
    }

    pub fn put(&self, item: T) {
        *self.count.lock().unwrap() += 1;
        self.items.lock().unwrap().push_back(item);
        self.not_empty.notify_one();
    }

    pub fn take(&self) -> T {
        let count = self.count.lock().unwrap();
        let mut count = self.not_empty.wait_while(count, |count| *count == 0).unwrap();
        *count -= 1;
        drop(count);
        self.items.lock().unwrap().pop_front().expect("counted, but not there")
    }
}
