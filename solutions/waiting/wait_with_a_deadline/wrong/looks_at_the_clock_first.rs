//! Looks at the clock first: when the time is up there is nothing left to look at. There may be: what
//! came true in time, before this thread had its turn.
//@ fails: says_whether_the_door_is_open: clock → 31622400s

use interleave::sync::{Condvar, MutexGuard};
use interleave::time::Instant;

pub fn wait_until<'a, T>(
    changed: &Condvar,
    mut guard: MutexGuard<'a, T>,
    deadline: Instant,
    mut ready: impl FnMut(&mut T) -> bool,
) -> (MutexGuard<'a, T>, bool) {
    loop {
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return (guard, false);
        }
        if ready(&mut guard) {
            return (guard, true);
        }
        (guard, _) = changed.wait_timeout(guard, left).unwrap();
    }
}
