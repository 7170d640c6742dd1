//! Implements the trait, and keeps the guards made by hand, with the bound for `Sync` that was missing. They are
//! right now, and nobody but this crate can use the lock's trait for anything.
//@ fails: the_guards_are_lock_apis: `Mutex<T>` must be `lock_api::Mutex<RawLock, T>`

use interleave::cell::UnsafeCell;
use interleave::sync::atomic::AtomicBool;
use interleave::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use interleave::{Fresh, fresh, thread};
use lock_api::{GuardSend, RawMutex};
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

/// A value that one thread at a time can reach, through a guard. Each has a lock of its own.
pub struct Mutex<T> {
    raw: RawLock,
    value: UnsafeCell<T>,
}

// SAFETY: the value is reached through a guard only, by one thread at a time.
unsafe impl<T: Send> Sync for Mutex<T> {}

impl<T> Mutex<T> {
    /// Makes a mutex that nobody holds.
    pub fn new(value: T) -> Self {
        Mutex { raw: RawLock::INIT, value: UnsafeCell::new(value) }
    }

    /// Waits until nobody holds the lock, and takes it.
    pub fn lock(&self) -> MutexGuard<'_, T> {
        let taken = self.raw.lock();
        MutexGuard { mutex: self, taken: Some(taken) }
    }

    /// Takes the lock if nobody holds it.
    pub fn try_lock(&self) -> Option<MutexGuard<'_, T>> {
        let taken = self.raw.try_lock()?;
        Some(MutexGuard { mutex: self, taken: Some(taken) })
    }

    /// Tells whether somebody holds the lock. It may be otherwise by now.
    pub fn is_locked(&self) -> bool {
        self.raw.is_locked()
    }
}

/// The right to use the value of a [`Mutex`] until it is dropped.
pub struct MutexGuard<'a, T> {
    mutex: &'a Mutex<T>,
    taken: Option<GuardSend>,
}

// SAFETY: a shared guard gives out `&T` only.
unsafe impl<T: Sync> Sync for MutexGuard<'_, T> {}

impl<T> Deref for MutexGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: the guard holds the lock.
        self.mutex.value.with(|value| unsafe { &*value })
    }
}

impl<T> DerefMut for MutexGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: the guard holds the lock, and is borrowed by one.
        self.mutex.value.with_mut(|value| unsafe { &mut *value })
    }
}

impl<T> Drop for MutexGuard<'_, T> {
    fn drop(&mut self) {
        if let Some(taken) = self.taken.take() {
            // SAFETY: the guard holds the lock, and gives it back once.
            unsafe { self.mutex.raw.unlock(taken) };
        }
    }
}
