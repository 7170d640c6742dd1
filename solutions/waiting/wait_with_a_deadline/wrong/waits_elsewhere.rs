//! Gives the lock away for a tenth of a millisecond at a time, by waiting on a condvar that nobody
//! notifies. It looks often enough, but always a little too late.
//@ fails: opening_the_door_ends_the_wait_at_once: before any time has passed

use interleave::sync::{Condvar, MutexGuard};
use interleave::time::{Duration, Instant};

pub fn wait_until<'a, T>(
    changed: &Condvar,
    mut guard: MutexGuard<'a, T>,
    deadline: Instant,
    mut ready: impl FnMut(&mut T) -> bool,
) -> (MutexGuard<'a, T>, bool) {
    let nobody = Condvar::new();
    loop {
        if ready(&mut guard) {
            return (guard, true);
        }
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return (guard, false);
        }
        (guard, _) = nobody.wait_timeout(guard, left.min(Duration::from_micros(100))).unwrap();
    }
}
