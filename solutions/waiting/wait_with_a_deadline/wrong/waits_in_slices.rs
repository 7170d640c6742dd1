//! Waits for 0.3 milliseconds at most, and looks again, to be on the safe side.
//@ passes: it wakes up for nothing, and is as right as with one long wait

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
        (guard, _) = changed.wait_timeout(guard, left.min(Duration::from_micros(300))).unwrap();
    }
}
