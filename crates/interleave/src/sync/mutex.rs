//! Mutual exclusion, with the data inside the lock.

use crate::engine::{self, Loc, Op, World};
use crate::record::Kind;
use std::cell::UnsafeCell;
use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{LockResult, PoisonError, TryLockError, TryLockResult};

/// A lock that owns what it protects; std's, and in a model the explorer's.
///
/// In a model `lock` waits while another thread holds the lock, `try_lock` fails exactly then, and
/// any of several waiting threads may get it next. Locking twice in one thread is a deadlock. A
/// panic while the lock is held poisons it.
pub struct Mutex<T: ?Sized> {
    world: World,
    /// The lock of the real world; unused in a model.
    real: std::sync::Mutex<()>,
    /// In a model: a thread panicked while it held the lock.
    poisoned: AtomicBool,
    data: UnsafeCell<T>,
}

// SAFETY: as for std's: the value moves with the mutex, and whoever owns the mutex owns it.
unsafe impl<T: ?Sized + Send> Send for Mutex<T> {}
// SAFETY: only the holder of the lock reaches the value, one thread at a time, so it is moved
// between threads at most (`T: Send`), never shared.
unsafe impl<T: ?Sized + Send> Sync for Mutex<T> {}

impl<T: ?Sized> std::panic::UnwindSafe for Mutex<T> {}
impl<T: ?Sized> std::panic::RefUnwindSafe for Mutex<T> {}

impl<T> Mutex<T> {
    /// Makes an unlocked mutex that holds `value`.
    #[track_caller]
    pub fn new(value: T) -> Self {
        let world = engine::register(Kind::Mutex, engine::shape_of::<T>(), 0, engine::here());
        Mutex {
            world,
            real: std::sync::Mutex::new(()),
            poisoned: AtomicBool::new(false),
            data: UnsafeCell::new(value),
        }
    }

    /// Takes the value out.
    ///
    /// # Errors
    /// The value all the same, if the mutex is poisoned.
    pub fn into_inner(self) -> LockResult<T> {
        let poisoned = self.is_poisoned();
        poison_or(poisoned, self.data.into_inner())
    }
}

impl<T: ?Sized> Mutex<T> {
    /// Waits until no other thread holds the lock, and takes it.
    ///
    /// # Errors
    /// The guard all the same, if a thread panicked while it held the lock.
    #[track_caller]
    pub fn lock(&self) -> LockResult<MutexGuard<'_, T>> {
        let at = engine::here();
        match self.world.enter(Kind::Mutex) {
            None => {
                let held = self.real.lock();
                poison_or(held.is_err(), self.guard(at, Held::real(held)))
            }
            Some(mutex) => {
                engine::perform_showing(Op::Lock { mutex }, at, &|| self.peek());
                poison_or(self.is_poisoned(), self.guard(at, Held::Model))
            }
        }
    }

    /// Takes the lock if nobody holds it.
    ///
    /// # Errors
    /// [`TryLockError::WouldBlock`] while a thread holds the lock, [`TryLockError::Poisoned`] with
    /// the guard if one panicked while it held it.
    #[track_caller]
    pub fn try_lock(&self) -> TryLockResult<MutexGuard<'_, T>> {
        let at = engine::here();
        let (poisoned, guard) = match self.world.enter(Kind::Mutex) {
            None => match self.real.try_lock() {
                Err(TryLockError::WouldBlock) => return Err(TryLockError::WouldBlock),
                Err(TryLockError::Poisoned(held)) => {
                    (true, self.guard(at, Held::Real(held.into_inner())))
                }
                Ok(held) => (false, self.guard(at, Held::Real(held))),
            },
            Some(mutex) => {
                if !engine::perform_showing(Op::TryLock { mutex }, at, &|| self.peek()).done {
                    return Err(TryLockError::WouldBlock);
                }
                (self.is_poisoned(), self.guard(at, Held::Model))
            }
        };
        poison_or(poisoned, guard).map_err(TryLockError::Poisoned)
    }

    /// Whether a thread panicked while it held the lock.
    pub fn is_poisoned(&self) -> bool {
        // Written by the holder only, and read by the next one, which the lock orders after it.
        self.poisoned.load(Relaxed) || self.real.is_poisoned()
    }

    /// Forgets the panic.
    pub fn clear_poison(&self) {
        self.poisoned.store(false, Relaxed);
        self.real.clear_poison();
    }

    /// The value, of which the caller is the only owner.
    ///
    /// # Errors
    /// The value all the same, if the mutex is poisoned.
    pub fn get_mut(&mut self) -> LockResult<&mut T> {
        let poisoned = self.is_poisoned();
        poison_or(poisoned, self.data.get_mut())
    }

    fn guard<'a>(&'a self, at: Loc, held: Held<'a>) -> MutexGuard<'a, T> {
        MutexGuard { mutex: self, held, at, panicking: engine::panicking(), not_send: PhantomData }
    }

    /// The value for the record. The caller holds the lock.
    fn peek(&self) -> Option<u64> {
        // SAFETY: the value is live, and only the holder, which is the running thread, reaches it.
        unsafe { engine::peek(self.data.get()) }
    }
}

fn poison_or<T>(poisoned: bool, value: T) -> LockResult<T> {
    if poisoned { Err(PoisonError::new(value)) } else { Ok(value) }
}

/// What is behind a guard.
enum Held<'a> {
    Real(std::sync::MutexGuard<'a, ()>),
    Model,
    /// The condvar has it for the time of a wait.
    Lent,
}

impl<'a> Held<'a> {
    fn real(held: LockResult<std::sync::MutexGuard<'a, ()>>) -> Self {
        Held::Real(held.unwrap_or_else(PoisonError::into_inner))
    }
}

/// The right to use what a [`Mutex`] protects, until it is dropped.
#[must_use = "a guard that is not kept unlocks at once"]
pub struct MutexGuard<'a, T: ?Sized> {
    mutex: &'a Mutex<T>,
    held: Held<'a>,
    /// Where the lock was taken.
    at: Loc,
    /// A panic was unwinding when the lock was taken: it poisons nothing.
    panicking: bool,
    /// As std's: the system's locks want to be unlocked by the thread that locked them.
    not_send: PhantomData<*const ()>,
}

// SAFETY: a shared guard gives out `&T` only.
unsafe impl<T: ?Sized + Sync> Sync for MutexGuard<'_, T> {}

impl<'a, T: ?Sized> MutexGuard<'a, T> {
    /// Lends the lock to a condvar: the guard's destructor will do nothing.
    pub(super) fn lend(mut self) -> (&'a Mutex<T>, Lent<'a>) {
        let mutex = self.mutex;
        let lent = match std::mem::replace(&mut self.held, Held::Lent) {
            Held::Real(guard) => Lent::Real(guard),
            Held::Model | Held::Lent => Lent::Model,
        };
        (mutex, lent)
    }
}

/// What a condvar waits with.
pub(super) enum Lent<'a> {
    Real(std::sync::MutexGuard<'a, ()>),
    Model,
}

impl<T: ?Sized> Mutex<T> {
    pub(super) fn world(&self) -> World {
        self.world
    }

    /// The guard after a wait.
    pub(super) fn give_back<'a>(
        &'a self,
        lent: Lent<'a>,
        poisoned: bool,
        at: Loc,
    ) -> LockResult<MutexGuard<'a, T>> {
        let held = match lent {
            Lent::Real(guard) => Held::Real(guard),
            Lent::Model => Held::Model,
        };
        poison_or(poisoned, self.guard(at, held))
    }
}

impl<T: ?Sized> Drop for MutexGuard<'_, T> {
    fn drop(&mut self) {
        if !matches!(self.held, Held::Model) {
            return;
        }
        if !self.panicking && engine::panicking() {
            self.mutex.poisoned.store(true, Relaxed);
        }
        if let Ok(Some(mutex)) = self.mutex.world.leave() {
            let value = self.mutex.peek();
            engine::perform_showing(Op::Unlock { mutex }, self.at, &|| value);
        }
    }
}

impl<T: ?Sized> Deref for MutexGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: the guard holds the lock, so nobody else reaches the value while it lives.
        unsafe { &*self.mutex.data.get() }
    }
}

impl<T: ?Sized> DerefMut for MutexGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: as above, and the guard is borrowed exclusively.
        unsafe { &mut *self.mutex.data.get() }
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for MutexGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ?Sized + fmt::Display> fmt::Display for MutexGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ?Sized> fmt::Debug for Mutex<T> {
    /// Does not look inside: that would be an operation.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mutex").field("poisoned", &self.is_poisoned()).finish_non_exhaustive()
    }
}

impl<T: Default> Default for Mutex<T> {
    #[track_caller]
    fn default() -> Self {
        Mutex::new(T::default())
    }
}

impl<T> From<T> for Mutex<T> {
    #[track_caller]
    fn from(value: T) -> Self {
        Mutex::new(value)
    }
}
