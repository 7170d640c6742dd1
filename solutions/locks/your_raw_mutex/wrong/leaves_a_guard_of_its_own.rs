//! `Mutex<T>` is an alias, and the guard made by hand is still there, with the bound for `Sync` that it lacked. Nothing
//! makes one, and whoever names the type finds that no lock returns it.
//@ fails: the_guards_are_lock_apis: `MutexGuard<T>` must be `lock_api::MutexGuard<RawLock, T>`

use interleave::sync::atomic::AtomicBool;
use interleave::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use interleave::{Fresh, fresh, thread};
use lock_api::{GuardSend, RawMutex};
use std::cell::Cell;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};

/// Whether the lock is held; it protects nothing by itself.
pub struct RawLock {
    // In a model an atomic has to be made there. `fresh!` makes one that a `const` can describe: a new one for
    // each use. Without the checker it is `AtomicBool::new(false)`.
    held: Fresh<AtomicBool>,
}

// SAFETY: `swap` finds `false` for one thread, and until that one calls `unlock` for no other. Taking the lock
// acquires what giving it back released. No operation unwinds.
unsafe impl RawMutex for RawLock {
    const INIT: Self = RawLock { held: fresh!(AtomicBool::new(false)) };

    // Any thread may give the lock back: nothing here depends on which one took it.
    type Guard = GuardSend;

    fn lock(&self) -> GuardSend {
        // Acquire: synchronizes with the store in `unlock`, so that whoever comes in sees what was done inside.
        while self.held.swap(true, Acquire) {
            thread::yield_now();
        }
        GuardSend::new()
    }

    fn try_lock(&self) -> Option<GuardSend> {
        // Acquire: as in `lock`.
        let taken = !self.held.swap(true, Acquire);
        taken.then(GuardSend::new)
    }

    unsafe fn unlock(&self, _taken: GuardSend) {
        // Release: synchronizes with the swap of whoever takes the lock next.
        self.held.store(false, Release);
    }

    fn is_locked(&self) -> bool {
        // A snapshot that orders nothing: it may be over when the caller sees it.
        self.held.load(Relaxed)
    }
}

/// A value that one thread at a time can reach, through a guard.
pub type Mutex<T> = lock_api::Mutex<RawLock, T>;

/// The right to use the value of a [`Mutex`] until it is dropped.
pub struct MutexGuard<'a, T> {
    mutex: &'a Mutex<T>,
    not_sync: PhantomData<Cell<T>>,
}

impl<T> Deref for MutexGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: the guard holds the lock.
        unsafe { &*self.mutex.data_ptr() }
    }
}

impl<T> DerefMut for MutexGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: the guard holds the lock, and is borrowed by one.
        unsafe { &mut *self.mutex.data_ptr() }
    }
}
