//! Returns `true` when the wait has not timed out: somebody notified, so the condition has come true.
//@ fails: says_whether_the_door_is_open: it says that the door is open, and it is not

use interleave::sync::{Condvar, MutexGuard};
use interleave::time::Instant;

pub fn wait_until<'a, T>(
    changed: &Condvar,
    mut guard: MutexGuard<'a, T>,
    deadline: Instant,
    mut ready: impl FnMut(&mut T) -> bool,
) -> (MutexGuard<'a, T>, bool) {
    if ready(&mut guard) {
        return (guard, true);
    }
    let left = deadline.saturating_duration_since(Instant::now());
    let (mut guard, result) = changed.wait_timeout(guard, left).unwrap();
    let open = !result.timed_out() || ready(&mut guard);
    (guard, open)
}
