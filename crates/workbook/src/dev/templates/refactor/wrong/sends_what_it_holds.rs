//! Gives `Sync` the right bound, and promises `Send` as well, for the two belong together: a lock that
//! moves to another thread takes the value along, and a clone of its `Rc` may stay behind.
//@ fails: a_lock_around_an_rc_cannot_be_sent: a lock around an `Rc` must not be `Send`

use interleave::cell::UnsafeCell;
use interleave::sync::Mutex;

pub struct Locked<T> {
    lock: Mutex<()>,
    value: UnsafeCell<T>,
}

// SAFETY: only the thread that holds the lock touches the value.
unsafe impl<T: Send> Sync for Locked<T> {}
// SAFETY: this is the mistake.
unsafe impl<T> Send for Locked<T> {}

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
