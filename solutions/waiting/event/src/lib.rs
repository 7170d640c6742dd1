//! An event that threads wait for: somebody sets it, and everybody goes on.

use interleave::sync::{Condvar, Mutex};
use interleave::time::Duration;

// ANCHOR: event
/// A flag that one thread sets and others wait for, as Python's `threading.Event`.
///
/// Everything that happens before a call of `set` happens before the return of a `wait` that it
/// ends, and before an `is_set` or `wait_timeout` that says `true` because of it.
///
/// Threads that wait, however long, hold nobody else up.
pub struct Event {
    // hole: what do threads look at, and what do they sleep on?
    // hole as: is_set: bool,
    is_set: Mutex<bool>,
    changed: Condvar,
    // end hole
}

impl Event {
    /// Makes an event that is not set.
    pub fn new() -> Self {
        // hole: make an event that is not set
        Event { is_set: Mutex::new(false), changed: Condvar::new() }
        // end hole
    }

    /// Sets the event: all threads that wait go on, and who comes later does not have to wait.
    ///
    /// It stays set until `clear`. Setting it again changes nothing. Threads that wait are woken by
    /// this, at once, and do not look again by the clock.
    pub fn set(&self) {
        // hole: set the event, and wake whoever waits for that
        // The flag changes under the lock, so no thread is between having looked and sleeping: each
        // either sees the flag, or sleeps already and is woken. Nobody panics under this lock, so
        // it is never poisoned.
        *self.is_set.lock().unwrap() = true;
        // All: every one of them waited for this, and none of them uses it up.
        self.changed.notify_all();
        // end hole
    }

    /// Takes the `set` back: from now on threads wait again.
    ///
    /// A thread that was waiting during `set` and has not returned yet may go on waiting.
    pub fn clear(&self) {
        // hole: let threads wait again
        *self.is_set.lock().unwrap() = false;
        // end hole
    }

    /// Tells whether the event is set.
    pub fn is_set(&self) -> bool {
        // hole: look
        *self.is_set.lock().unwrap()
        // end hole
    }

    /// Blocks until the event is set; not at all if it is.
    ///
    /// It returns for no other reason.
    pub fn wait(&self) {
        // hole: block until the event is set
        // `wait_while` looks before it sleeps, and again each time it wakes up: a condvar may wake
        // a thread for no reason.
        drop(self.changed.wait_while(self.is_set.lock().unwrap(), |is_set| !*is_set).unwrap());
        // end hole
    }

    /// Blocks until the event is set or the time is up, and tells whether the event is set.
    ///
    /// If it is set already the answer is `true`, even if there is no time at all. The time counts
    /// from the call; `Duration::MAX` is as long as it takes.
    pub fn wait_timeout(&self, timeout: Duration) -> bool {
        // hole: block until the event is set, but no longer than this
        let is_set = self.is_set.lock().unwrap();
        let (is_set, _) =
            self.changed.wait_timeout_while(is_set, timeout, |is_set| !*is_set).unwrap();
        // The flag and not the clock has the last word: it may have been set in the last moment.
        *is_set
        // end hole
    }
}
// ANCHOR_END: event

impl Default for Event {
    fn default() -> Self {
        Event::new()
    }
}
