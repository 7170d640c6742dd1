//! Passes a wake-up on that was not meant for it, as it may have taken it away from somebody else.
//@ passes: with `notify_one` this can be needed; with `notify_all` it only wakes others for nothing

use interleave::sync::{Condvar, MutexGuard};
use interleave::time::Instant;

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
            changed.notify_one();
            return (guard, false);
        }
        (guard, _) = changed.wait_timeout(guard, left).unwrap();
    }
}
