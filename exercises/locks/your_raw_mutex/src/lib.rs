//! A lock of our own, and what it protects.
//!
//! `RawLock` does what it should. All that is made by hand around it can go: let it implement
//! `lock_api::RawMutex`, and let `Mutex<T>` be `lock_api::Mutex<RawLock, T>`, with `lock_api`'s guards.

use interleave::cell::UnsafeCell;
use interleave::sync::atomic::AtomicBool;
use interleave::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use interleave::{Fresh, fresh, thread};
use std::ops::{Deref, DerefMut};

/// Whether the lock is held; it protects nothing by itself.
pub struct RawLock {
    // In a model an atomic has to be made there. `fresh!` makes one that a `const` can describe: a new one for
    // each use. Without the checker it is `AtomicBool::new(false)`.
    held: Fresh<AtomicBool>,
}

impl RawLock {
    /// Makes a lock that nobody holds.
    const fn new() -> Self {
        RawLock { held: fresh!(AtomicBool::new(false)) }
    }

    /// Waits until nobody holds the lock, and takes it. Others get their turn meanwhile.
    fn lock(&self) {
        // Acquire: synchronizes with the store in `unlock`, so that whoever comes in sees what was done inside.
        while self.held.swap(true, Acquire) {
            thread::yield_now();
        }
    }

    /// Takes the lock if nobody holds it, and tells whether it did. Never waits.
    fn try_lock(&self) -> bool {
        // Acquire: as in `lock`.
        !self.held.swap(true, Acquire)
    }

    /// Gives the lock back. Only who holds it may.
    fn unlock(&self) {
        // Release: synchronizes with the swap of whoever takes the lock next.
        self.held.store(false, Release);
    }

    /// Tells whether somebody holds the lock, and disturbs nobody.
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
        Mutex { raw: RawLock::new(), value: UnsafeCell::new(value) }
    }

    /// Waits until nobody holds the lock, and takes it.
    pub fn lock(&self) -> MutexGuard<'_, T> {
        self.raw.lock();
        MutexGuard { mutex: self }
    }

    /// Takes the lock if nobody holds it.
    pub fn try_lock(&self) -> Option<MutexGuard<'_, T>> {
        self.raw.try_lock().then(|| MutexGuard { mutex: self })
    }

    /// Tells whether somebody holds the lock. It may be otherwise by now.
    pub fn is_locked(&self) -> bool {
        self.raw.is_locked()
    }
}

/// The right to use the value of a [`Mutex`] until it is dropped.
pub struct MutexGuard<'a, T> {
    mutex: &'a Mutex<T>,
}

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
        self.mutex.raw.unlock();
    }
}
