//! Sleeps until the deadline, and looks then. The lock is held all that time, and nobody can open the
//! door.
//@ fails: says_whether_the_door_is_open: UNREACHED WITNESS

use interleave::sync::{Condvar, MutexGuard};
use interleave::thread;
use interleave::time::Instant;

pub fn wait_until<'a, T>(
    changed: &Condvar,
    mut guard: MutexGuard<'a, T>,
    deadline: Instant,
    mut ready: impl FnMut(&mut T) -> bool,
) -> (MutexGuard<'a, T>, bool) {
    if ready(&mut guard) {
        return (guard, true);
    }
    thread::sleep(deadline.saturating_duration_since(Instant::now()));
    let open = ready(&mut guard);
    (guard, open)
}
