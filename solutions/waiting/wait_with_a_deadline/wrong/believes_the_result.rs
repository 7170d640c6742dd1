//! Returns `false` when the wait has timed out. But before it has the lock again, the condition may
//! have come true.
//@ fails: says_whether_the_door_is_open: it says that the time is up, and the door is open

use interleave::sync::{Condvar, MutexGuard};
use interleave::time::Instant;

pub fn wait_until<'a, T>(
    changed: &Condvar,
    mut guard: MutexGuard<'a, T>,
    deadline: Instant,
    mut ready: impl FnMut(&mut T) -> bool,
) -> (MutexGuard<'a, T>, bool) {
    while !ready(&mut guard) {
        let left = deadline.saturating_duration_since(Instant::now());
        let (woken, result) = changed.wait_timeout(guard, left).unwrap();
        guard = woken;
        if result.timed_out() {
            return (guard, false);
        }
    }
    (guard, true)
}
