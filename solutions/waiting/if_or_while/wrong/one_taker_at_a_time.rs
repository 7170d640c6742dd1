//! Lets one taker in at a time: nobody can be faster now, so `if` is enough. But a condvar may wake a thread
//! for no reason at all.
//@ fails: a_taker_waits_until_there_is_an_item: wakes spuriously

use std::collections::VecDeque;

use interleave::sync::{Condvar, Mutex};

pub struct Queue<T> {
    line: Mutex<()>,
    items: Mutex<VecDeque<T>>,
    not_empty: Condvar,
}

impl<T> Queue<T> {
    pub fn new() -> Self {
        Queue {
            line: Mutex::new(()),
            items: Mutex::new(VecDeque::new()),
            not_empty: Condvar::new(),
        }
    }

    pub fn put(&self, item: T) {
        self.items.lock().unwrap().push_back(item);
        self.not_empty.notify_one();
    }

    pub fn take(&self) -> T {
        let _turn = self.line.lock().unwrap();
        let mut items = self.items.lock().unwrap();
        if items.is_empty() {
            items = self.not_empty.wait(items).unwrap();
        }
        items.pop_front().expect("woken, so there is an item")
    }
}
