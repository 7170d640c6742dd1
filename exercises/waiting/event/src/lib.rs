//! An event that threads wait for: somebody sets it, and everybody goes on.

use interleave::sync::{Condvar, Mutex};
use interleave::time::Duration;

/// A flag that one thread sets and others wait for, as Python's `threading.Event`.
///
/// Everything that happens before a call of `set` happens before the return of a `wait` that it
/// ends, and before an `is_set` or `wait_timeout` that says `true` because of it.
///
/// Threads that wait, however long, hold nobody else up.
pub struct Event {
    // what do threads look at, and what do they sleep on?
    is_set: bool,
}

impl Event {
    /// Makes an event that is not set.
    pub fn new() -> Self {
        todo!("make an event that is not set")
    }

    /// Sets the event: all threads that wait go on, and who comes later does not have to wait.
    ///
    /// It stays set until `clear`. Setting it again changes nothing. Threads that wait are woken by
    /// this, at once, and do not look again by the clock.
    pub fn set(&self) {
        todo!("set the event, and wake whoever waits for that")
    }

    /// Takes the `set` back: from now on threads wait again.
    ///
    /// A thread that was waiting during `set` and has not returned yet may go on waiting.
    pub fn clear(&self) {
        todo!("let threads wait again")
    }

    /// Tells whether the event is set.
    pub fn is_set(&self) -> bool {
        todo!("look")
    }

    /// Blocks until the event is set; not at all if it is.
    ///
    /// It returns for no other reason.
    pub fn wait(&self) {
        todo!("block until the event is set")
    }

    /// Blocks until the event is set or the time is up, and tells whether the event is set.
    ///
    /// If it is set already the answer is `true`, even if there is no time at all. The time counts
    /// from the call; `Duration::MAX` is as long as it takes.
    pub fn wait_timeout(&self, timeout: Duration) -> bool {
        todo!("block until the event is set, but no longer than this")
    }
}

impl Default for Event {
    fn default() -> Self {
        Event::new()
    }
}
