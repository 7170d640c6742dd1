//! Asks for `T: Sync`, to be safe: but sharing is what the lock is for. With it, a `Cell` cannot be
//! shared, and neither can anything else that needs a lock.
//@ fails: a_lock_around_a_cell_can_be_shared: a lock around a `Cell` must be `Sync`

use interleave::cell::UnsafeCell;
use interleave::sync::Mutex;

pub struct Locked<T> {
    lock: Mutex<()>,
    value: UnsafeCell<T>,
}

// SAFETY: only the thread that holds the lock touches the value. (`Send` is what it needs.)
unsafe impl<T: Send + Sync> Sync for Locked<T> {}

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
