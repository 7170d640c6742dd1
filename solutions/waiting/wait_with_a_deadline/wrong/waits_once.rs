//! Waits once, and looks again when it is woken. It tells the truth, but too early.
//@ fails: a_knock_makes_nobody_leave_early: it leaves 400µs before

use interleave::sync::{Condvar, MutexGuard};
use interleave::time::Instant;

pub fn wait_until<'a, T>(
    changed: &Condvar,
    mut guard: MutexGuard<'a, T>,
    deadline: Instant,
    mut ready: impl FnMut(&mut T) -> bool,
) -> (MutexGuard<'a, T>, bool) {
    if !ready(&mut guard) {
        let left = deadline.saturating_duration_since(Instant::now());
        (guard, _) = changed.wait_timeout(guard, left).unwrap();
    }
    let open = ready(&mut guard);
    (guard, open)
}
