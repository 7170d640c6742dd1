//! Gives up when the deadline is over, and not yet when it has come: then it waits once more, for no time at all.
//@ passes: a wait without any time left ends at once, and the clock has moved on by the next look

use interleave::sync::{Condvar, MutexGuard};
use interleave::time::Instant;

pub fn wait_until<'a, T>(
    changed: &Condvar,
    mut guard: MutexGuard<'a, T>,
    deadline: Instant,
    mut ready: impl FnMut(&mut T) -> bool,
) -> (MutexGuard<'a, T>, bool) {
    loop {
        if ready(&mut guard) {
            return (guard, true);
        }
        let now = Instant::now();
        if now > deadline {
            return (guard, false);
        }
        guard = changed.wait_timeout(guard, deadline - now).unwrap().0;
    }
}
