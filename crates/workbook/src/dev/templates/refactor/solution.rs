//! A value that threads use one at a time.

use interleave::sync::Mutex;

// ANCHOR: locked
/// Lets one thread at a time at its value.
pub struct Locked<T> {
    // The lock holds the value, so the compiler knows who may share it: `Sync` follows from `T`.
    value: Mutex<T>,
}

impl<T> Locked<T> {
    /// Locks a value in.
    pub fn new(value: T) -> Self {
        Locked { value: Mutex::new(value) }
    }

    /// Calls `change` with the value, while no other thread has it.
    pub fn with<R>(&self, change: impl FnOnce(&mut T) -> R) -> R {
        change(&mut self.value.lock().unwrap())
    }
}
// ANCHOR_END: locked
