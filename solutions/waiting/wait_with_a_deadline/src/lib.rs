//! Waiting for a condition, but not longer than until a deadline.
//!
//! std has this with a duration (`wait_timeout_while`), parking_lot with a deadline
//! (`wait_while_until`). Who waits in several steps wants a deadline: it stays the same for all of them.
//!
//! Use `Instant` from `interleave`. In a model its clock stands still while threads work. A wait whose
//! time is up moves it on by the length of that wait, a sleep by its length, and once in an execution it
//! may jump past everything by itself. How late a thread wakes up on a busy machine is not in it.

use interleave::sync::{Condvar, MutexGuard};
use interleave::time::Instant;

// ANCHOR: wait_until
/// Waits until `ready` says yes to what the mutex protects, but no longer than until `deadline`.
///
/// Returns the guard, and whether it is ready: `true` if `ready` says yes, also in the last moment and
/// also behind the deadline; `false` only if the deadline has come. Wake-ups for anything else, or for
/// nothing, change neither the answer nor how long it waits. After its yes `ready` is not asked again: it may
/// have taken away what it was looking for.
///
/// `changed` is notified whenever `ready` may have something new to say: then it is asked at once. In
/// between others get the lock.
///
/// # Panics
///
/// If the mutex is poisoned while this waits.
pub fn wait_until<'a, T>(
    changed: &Condvar,
    mut guard: MutexGuard<'a, T>,
    deadline: Instant,
    mut ready: impl FnMut(&mut T) -> bool,
) -> (MutexGuard<'a, T>, bool) {
    // hole: wait until `ready` says yes or the deadline has come; `changed.wait_timeout` waits once
    loop {
        // Before the clock: what has come true by now has come true, however late it is.
        if ready(&mut guard) {
            return (guard, true);
        }
        // Anew each time: part of the time may be over, and all of it.
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return (guard, false);
        }
        // Why it ended is no matter: the condition and the clock say what there is to know.
        (guard, _) = changed.wait_timeout(guard, left).unwrap();
    }
    // end hole
}
// ANCHOR_END: wait_until
