//! Has the wait say whether the time is up, and looks once more if it is.
//@ passes: with nothing left, a wait times out at once

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
        let left = deadline.saturating_duration_since(Instant::now());
        let (woken, result) = changed.wait_timeout(guard, left).unwrap();
        guard = woken;
        if result.timed_out() {
            let open = ready(&mut guard);
            return (guard, open);
        }
    }
}
