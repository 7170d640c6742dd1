//! Takes off, after each wait, all the time since the beginning: what the first wait took is taken
//! off again after the second. One wake-up does not show it.
//@ fails: a_knock_makes_nobody_leave_early: 1 spurious event

use interleave::sync::{Condvar, MutexGuard};
use interleave::time::Instant;

pub fn wait_until<'a, T>(
    changed: &Condvar,
    mut guard: MutexGuard<'a, T>,
    deadline: Instant,
    mut ready: impl FnMut(&mut T) -> bool,
) -> (MutexGuard<'a, T>, bool) {
    let begin = Instant::now();
    let mut left = deadline.saturating_duration_since(begin);
    loop {
        if ready(&mut guard) {
            return (guard, true);
        }
        if left.is_zero() {
            return (guard, false);
        }
        (guard, _) = changed.wait_timeout(guard, left).unwrap();
        left = left.saturating_sub(begin.elapsed());
    }
}
