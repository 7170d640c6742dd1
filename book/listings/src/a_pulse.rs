//! A flag is set and taken back while a thread waits for it.

use interleave::sync::{Condvar, Mutex};
use interleave::thread;

/// What the waiting thread and the other one share.
#[derive(Default)]
struct State {
    waiting: bool,
    is_set: bool,
    pulses: u32,
}

// ANCHOR: a_pulse
/// How many pulses it takes until the waiting thread goes on.
pub fn a_pulse() -> u32 {
    let (state, changed) = (Mutex::new(State::default()), Condvar::new());
    thread::scope(|scope| {
        let waiter = scope.spawn(|| {
            let mut guard = state.lock().unwrap();
            guard.waiting = true;
            changed.notify_all();
            while !guard.is_set {
                guard = changed.wait(guard).unwrap();
            }
            guard.pulses
        });
        // From here on the other thread waits: it lets the lock go in no other way.
        drop(changed.wait_while(state.lock().unwrap(), |state| !state.waiting).unwrap());
        pulse(&state, &changed);
        state.lock().unwrap().is_set = false; // taken back, for the first pulse only
        pulse(&state, &changed);
        waiter.join().unwrap()
    })
}

fn pulse(state: &Mutex<State>, changed: &Condvar) {
    let mut state = state.lock().unwrap();
    state.is_set = true;
    state.pulses += 1;
    changed.notify_all();
}
// ANCHOR_END: a_pulse
