//! Turns the deadline into a duration once, and leaves the rest to std.
//@ passes: `wait_timeout_while` works out anew what is left, and looks once more when the time is up

use interleave::sync::{Condvar, MutexGuard};
use interleave::time::Instant;

pub fn wait_until<'a, T>(
    changed: &Condvar,
    guard: MutexGuard<'a, T>,
    deadline: Instant,
    mut ready: impl FnMut(&mut T) -> bool,
) -> (MutexGuard<'a, T>, bool) {
    let left = deadline.saturating_duration_since(Instant::now());
    let (guard, result) = changed.wait_timeout_while(guard, left, |value| !ready(value)).unwrap();
    (guard, !result.timed_out())
}
