//! A queue whose takers wait until there is something to take.

use std::collections::VecDeque;

use interleave::sync::{Condvar, Mutex};

// ANCHOR: queue
/// A queue between threads: some put, some take.
///
/// Every item is taken once, and in the order in which the items were put.
pub struct Queue<T> {
    items: Mutex<VecDeque<T>>,
    not_empty: Condvar,
}

impl<T> Queue<T> {
    /// Makes an empty queue.
    pub fn new() -> Self {
        Queue { items: Mutex::new(VecDeque::new()), not_empty: Condvar::new() }
    }

    /// Appends an item. Never waits for a taker, however many items there are.
    pub fn put(&self, item: T) {
        self.items.lock().unwrap().push_back(item);
        // One item, so one taker can go on, and any of them will do: they all wait for the same.
        self.not_empty.notify_one();
    }

    /// Takes the oldest item, and waits as long as there is none. It is `put` that wakes it, and no
    /// clock.
    pub fn take(&self) -> T {
        let mut items = self.items.lock().unwrap();
        // Looking and taking are one critical section, and each return of `wait` begins another
        // one: the item that this thread was woken for may be gone, or never have been there.
        loop {
            match items.pop_front() {
                Some(item) => return item,
                None => items = self.not_empty.wait(items).unwrap(),
            }
        }
    }
}
// ANCHOR_END: queue

impl<T> Default for Queue<T> {
    fn default() -> Self {
        Queue::new()
    }
}
