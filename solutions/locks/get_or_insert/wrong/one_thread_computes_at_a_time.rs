//! Whoever computes is alone with it, and may go on to other keys; all others wait until it is through, also those
//! who ask for another key.
//@ fails: a_key_does_not_wait_for_another_one: values of two keys

use interleave::sync::{Condvar, Mutex};
use interleave::thread::{self, ThreadId};
use std::collections::HashMap;

#[derive(Default)]
struct State {
    values: HashMap<u32, u64>,
    computing: Option<ThreadId>,
}

pub struct Cache {
    state: Mutex<State>,
    through: Condvar,
}

impl Cache {
    pub fn new() -> Self {
        Cache { state: Mutex::new(State::default()), through: Condvar::new() }
    }

    pub fn get_or_insert(&self, key: u32, init: impl FnOnce() -> u64) -> u64 {
        let me = thread::current().id();
        let mut state = self.state.lock().unwrap();
        loop {
            if let Some(value) = state.values.get(&key) {
                return *value;
            }
            if state.computing.is_none_or(|computing| computing == me) {
                break;
            }
            state = self.through.wait(state).unwrap();
        }
        let mut turn = Turn { cache: self, before: state.computing.replace(me), done: None };
        drop(state);
        let value = init();
        turn.done = Some((key, value));
        value
    }
}

/// Stands for the right to compute; gives it back, also if `init` panics.
struct Turn<'a> {
    cache: &'a Cache,
    before: Option<ThreadId>,
    done: Option<(u32, u64)>,
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        // No panic happens while the lock is held, so it is never poisoned.
        let mut state = self.cache.state.lock().unwrap();
        state.computing = self.before;
        state.values.extend(self.done);
        drop(state);
        self.cache.through.notify_all();
    }
}
