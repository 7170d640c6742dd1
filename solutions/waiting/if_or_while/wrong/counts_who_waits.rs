//! Notifies only if a taker waits, which is counted under the same lock.
//@ passes: who is counted has given the lock up in its wait, so a notification finds it there

use std::collections::VecDeque;

use interleave::sync::{Condvar, Mutex};

pub struct Queue<T> {
    state: Mutex<State<T>>,
    not_empty: Condvar,
}

struct State<T> {
    items: VecDeque<T>,
    waiting: usize,
}

impl<T> Queue<T> {
    pub fn new() -> Self {
        let state = State { items: VecDeque::new(), waiting: 0 };
        Queue { state: Mutex::new(state), not_empty: Condvar::new() }
    }

    pub fn put(&self, item: T) {
        let mut state = self.state.lock().unwrap();
        state.items.push_back(item);
        if state.waiting > 0 {
            self.not_empty.notify_one();
        }
    }

    pub fn take(&self) -> T {
        let mut state = self.state.lock().unwrap();
        loop {
            if let Some(item) = state.items.pop_front() {
                return item;
            }
            state.waiting += 1;
            state = self.not_empty.wait(state).unwrap();
            state.waiting -= 1;
        }
    }
}
