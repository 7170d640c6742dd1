//! Takes the time by std's clock. On real threads it is right; the checker cannot see it, nor make it
//! move on.
//@ fails: says_whether_the_door_is_open: UNSEEN

use interleave::sync::{Condvar, MutexGuard};
use interleave::time::Instant;

pub fn wait_until<'a, T>(
    changed: &Condvar,
    mut guard: MutexGuard<'a, T>,
    deadline: Instant,
    mut ready: impl FnMut(&mut T) -> bool,
) -> (MutexGuard<'a, T>, bool) {
    let left = deadline.saturating_duration_since(Instant::now());
    let end = std::time::Instant::now() + left;
    loop {
        if ready(&mut guard) {
            return (guard, true);
        }
        let left = end.saturating_duration_since(std::time::Instant::now());
        let (woken, result) = changed.wait_timeout(guard, left).unwrap();
        guard = woken;
        if result.timed_out() {
            let open = ready(&mut guard);
            return (guard, open);
        }
    }
}
