//! Keeps the `unsafe impl`, and gives it the bound that std's `Mutex` has.
//@ passes: `T: Send` is what a lock needs, no more and no less

use interleave::cell::UnsafeCell;
use interleave::sync::Mutex;

pub struct Locked<T> {
    lock: Mutex<()>,
    value: UnsafeCell<T>,
}

// SAFETY: only the thread that holds the lock touches the value, and a `Send` value may go from one
// thread to another.
unsafe impl<T: Send> Sync for Locked<T> {}

impl<T> Locked<T> {
    pub fn new(value: T) -> Self {
        Locked { lock: Mutex::new(()), value: UnsafeCell::new(value) }
    }

    pub fn with<R>(&self, change: impl FnOnce(&mut T) -> R) -> R {
        let _guard = self.lock.lock().unwrap();
        // SAFETY: the lock is held.
        self.value.with_mut(|value| change(unsafe { &mut *value }))
    }
}
