//! Forgets the deadline as soon as it is over: there is no time left, so no time limit.
//@ fails: a_knock_makes_nobody_leave_early: DEADLOCK

use interleave::sync::{Condvar, MutexGuard};
use interleave::time::Instant;

pub fn wait_until<'a, T>(
    changed: &Condvar,
    mut guard: MutexGuard<'a, T>,
    deadline: Instant,
    mut ready: impl FnMut(&mut T) -> bool,
) -> (MutexGuard<'a, T>, bool) {
    while !ready(&mut guard) {
        guard = match deadline.checked_duration_since(Instant::now()) {
            Some(left) if !left.is_zero() => changed.wait_timeout(guard, left).unwrap().0,
            _ => changed.wait(guard).unwrap(),
        };
    }
    (guard, true)
}
