//! Looks, naps, looks again: no notification can be forgotten, as there is none. Each item is taken late, by up to a
//! nap, and a taker without work never rests.
//@ fails: a_taker_waits_for_put_and_not_for_the_clock: nothing woke the taker but the clock

use std::collections::VecDeque;

use interleave::sync::Mutex;
use interleave::thread;
use interleave::time::Duration;

/// How late a taker may notice.
const NAP: Duration = Duration::from_millis(10);

pub struct Queue<T> {
    items: Mutex<VecDeque<T>>,
}

impl<T> Queue<T> {
    pub fn new() -> Self {
        Queue { items: Mutex::new(VecDeque::new()) }
    }

    pub fn put(&self, item: T) {
        self.items.lock().unwrap().push_back(item);
    }

    pub fn take(&self) -> T {
        loop {
            if let Some(item) = self.items.lock().unwrap().pop_front() {
                return item;
            }
            thread::sleep(NAP);
        }
    }
}
