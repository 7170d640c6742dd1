//! Asks once more at the end, to be sure. Whoever took something away when it was asked first says no now.
//@ fails: after_its_yes_ready_is_not_asked_again: it says that the time is up

use interleave::sync::{Condvar, MutexGuard};
use interleave::time::Instant;

pub fn wait_until<'a, T>(
    changed: &Condvar,
    mut guard: MutexGuard<'a, T>,
    deadline: Instant,
    mut ready: impl FnMut(&mut T) -> bool,
) -> (MutexGuard<'a, T>, bool) {
    while !ready(&mut guard) {
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            break;
        }
        guard = changed.wait_timeout(guard, left).unwrap().0;
    }
    let answer = ready(&mut guard);
    (guard, answer)
}
