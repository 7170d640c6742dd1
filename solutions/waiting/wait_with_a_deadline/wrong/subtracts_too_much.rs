//! Subtracts what has passed from the time that there was. When more has passed, `Duration` panics.
//@ fails: says_whether_the_door_is_open: overflow when subtracting durations

use interleave::sync::{Condvar, MutexGuard};
use interleave::time::Instant;

pub fn wait_until<'a, T>(
    changed: &Condvar,
    mut guard: MutexGuard<'a, T>,
    deadline: Instant,
    mut ready: impl FnMut(&mut T) -> bool,
) -> (MutexGuard<'a, T>, bool) {
    let begin = Instant::now();
    let patience = deadline - begin;
    loop {
        if ready(&mut guard) {
            return (guard, true);
        }
        let left = patience - begin.elapsed();
        if left.is_zero() {
            return (guard, false);
        }
        (guard, _) = changed.wait_timeout(guard, left).unwrap();
    }
}
