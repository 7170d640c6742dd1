//! Counts how often it was set, so that no waiter misses a `set` that is soon cleared, and waits until
//! the count is not zero.

use interleave::sync::{Condvar, Mutex};

use kill_seven_events::Subject;

pub struct Given {
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    set: bool,
    times: u32,
}

impl Subject for Given {
    fn new() -> Self {
        let state = State { set: false, times: 0 };
        Given { state: Mutex::new(state), changed: Condvar::new() }
    }

    fn set(&self) {
        let mut state = self.state.lock().unwrap();
        state.set = true;
        state.times += 1;
        self.changed.notify_all();
    }

    fn clear(&self) {
        self.state.lock().unwrap().set = false;
    }

    fn is_set(&self) -> bool {
        self.state.lock().unwrap().set
    }

    fn wait(&self) {
        let state = self.state.lock().unwrap();
        drop(self.changed.wait_while(state, |state| state.times == 0).unwrap());
    }
}
