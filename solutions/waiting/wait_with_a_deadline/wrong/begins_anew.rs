//! Works out once how long to wait, and waits that long after each wake-up. Who is woken often enough
//! waits for ever.
//@ fails: a_knock_makes_nobody_wait_longer: it waits 600µs too long

use interleave::sync::{Condvar, MutexGuard};
use interleave::time::Instant;

pub fn wait_until<'a, T>(
    changed: &Condvar,
    mut guard: MutexGuard<'a, T>,
    deadline: Instant,
    mut ready: impl FnMut(&mut T) -> bool,
) -> (MutexGuard<'a, T>, bool) {
    let left = deadline.saturating_duration_since(Instant::now());
    loop {
        if ready(&mut guard) {
            return (guard, true);
        }
        let (woken, result) = changed.wait_timeout(guard, left).unwrap();
        guard = woken;
        if result.timed_out() {
            let open = ready(&mut guard);
            return (guard, open);
        }
    }
}
