//! Keeps a list of the threads that wait, and unparks them.
//@ passes: a thread is on the list before it lets the lock go, and looks again after each `park`

use interleave::sync::Mutex;
use interleave::thread::{self, Thread};
use interleave::time::{Duration, Instant};

pub struct Event {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    is_set: bool,
    asleep: Vec<Thread>,
}

impl Event {
    pub fn new() -> Self {
        Event { state: Mutex::default() }
    }

    pub fn set(&self) {
        let mut state = self.state.lock().unwrap();
        state.is_set = true;
        for thread in state.asleep.drain(..) {
            thread.unpark();
        }
    }

    pub fn clear(&self) {
        self.state.lock().unwrap().is_set = false;
    }

    pub fn is_set(&self) -> bool {
        self.state.lock().unwrap().is_set
    }

    pub fn wait(&self) {
        while !self.is_set_or_enlist() {
            thread::park();
        }
    }

    pub fn wait_timeout(&self, timeout: Duration) -> bool {
        let begin = Instant::now();
        while !self.is_set_or_enlist() {
            let left = timeout.saturating_sub(begin.elapsed());
            if left.is_zero() {
                return self.is_set();
            }
            thread::park_timeout(left);
        }
        true
    }

    fn is_set_or_enlist(&self) -> bool {
        let mut state = self.state.lock().unwrap();
        if !state.is_set {
            state.asleep.push(thread::current());
        }
        state.is_set
    }
}
