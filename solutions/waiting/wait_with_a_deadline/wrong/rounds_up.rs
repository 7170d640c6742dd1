//! Waits for whole microseconds, one more than are left, lest it wake up too early: the loop would
//! have seen to that. So it is always late.
//@ fails: a_knock_makes_nobody_wait_longer: it waits 1µs too long

use interleave::sync::{Condvar, MutexGuard};
use interleave::time::{Duration, Instant};

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
        if left.is_zero() {
            return (guard, false);
        }
        let left = Duration::from_micros(left.as_micros() as u64 + 1);
        (guard, _) = changed.wait_timeout(guard, left).unwrap();
    }
}
