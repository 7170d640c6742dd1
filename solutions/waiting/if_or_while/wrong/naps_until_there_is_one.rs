//! "After a nap it will be there": sleeping is no waiting.
//@ fails: a_taker_waits_until_there_is_an_item: sleep 100ms

use std::collections::VecDeque;

use interleave::sync::Mutex;
use interleave::thread;
use interleave::time::Duration;

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
        if self.items.lock().unwrap().is_empty() {
            thread::sleep(Duration::from_millis(100));
        }
        self.items.lock().unwrap().pop_front().expect("it has had time enough")
    }
}
