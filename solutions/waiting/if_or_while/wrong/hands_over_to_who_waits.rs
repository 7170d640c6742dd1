//! Puts the item into the hand of a taker that waits, past the queue, so that nobody is faster. With two
//! items under way, the one in the hand is the newer one.
//@ fails: one_taker_gets_the_items_in_their_order: the items in the order of `put`

use std::collections::VecDeque;

use interleave::sync::{Condvar, Mutex};

pub struct Queue<T> {
    items: Mutex<Items<T>>,
    not_empty: Condvar,
}

struct Items<T> {
    queue: VecDeque<T>,
    hand: Option<T>,
    waiting: usize,
}

impl<T> Queue<T> {
    pub fn new() -> Self {
        let items = Items { queue: VecDeque::new(), hand: None, waiting: 0 };
        Queue { items: Mutex::new(items), not_empty: Condvar::new() }
    }

    pub fn put(&self, item: T) {
        let mut items = self.items.lock().unwrap();
        if items.waiting > 0 {
            if let Some(first) = items.hand.replace(item) {
                items.queue.push_back(first);
            }
        } else {
            items.queue.push_back(item);
        }
        self.not_empty.notify_one();
    }

    pub fn take(&self) -> T {
        let mut items = self.items.lock().unwrap();
        loop {
            if let Some(item) = items.hand.take() {
                return item;
            }
            if let Some(item) = items.queue.pop_front() {
                return item;
            }
            items.waiting += 1;
            items = self.not_empty.wait(items).unwrap();
            items.waiting -= 1;
        }
    }
}
