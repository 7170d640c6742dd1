//! Promises `Sync` for every `T`, as the lock keeps the threads apart. An `Rc` that is cloned inside
//! outlives the lock, and two threads then count on it at once.
//@ fails: a_lock_around_an_rc_cannot_be_shared: a lock around an `Rc` must not be `Sync`

//! A value that threads use one at a time.

use interleave::cell::UnsafeCell;
use interleave::sync::Mutex;

/// Lets one thread at a time at its value.
pub struct Locked<T> {
    lock: Mutex<()>,
    value: UnsafeCell<T>,
}

// SAFETY: only the thread that holds the lock touches the value.
unsafe impl<T> Sync for Locked<T> {}

impl<T> Locked<T> {
    /// Locks a value in.
    pub fn new(value: T) -> Self {
        Locked { lock: Mutex::new(()), value: UnsafeCell::new(value) }
    }

    /// Calls `change` with the value, while no other thread has it.
    pub fn with<R>(&self, change: impl FnOnce(&mut T) -> R) -> R {
        let _guard = self.lock.lock().unwrap();
        // SAFETY: the lock is held.
        self.value.with_mut(|value| change(unsafe { &mut *value }))
    }
}
