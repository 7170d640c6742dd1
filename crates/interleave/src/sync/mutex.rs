//! Mutual exclusion, with the data inside the lock.

use super::poison::poison_or;
use crate::engine::{self, Loc, Op, World};
use crate::record::Kind;
use std::cell::UnsafeCell;
use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};
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
        Mutex { world, real: std::sync::Mutex::new(()), data: UnsafeCell::new(value) }
    }

    /// Takes the value out.
    ///
    /// # Errors
    /// The value all the same, if the mutex is poisoned.
    #[track_caller]
    pub fn into_inner(self) -> LockResult<T> {
        let poisoned = self.poisoned_and_owned();
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
                let locked = engine::perform_showing(Op::Lock { mutex }, at, &|| self.peek());
                poison_or(locked.value != 0, self.guard(at, Held::Model))
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
                let tried = engine::perform_showing(Op::TryLock { mutex }, at, &|| self.peek());
                if !tried.done {
                    return Err(TryLockError::WouldBlock);
                }
                (tried.value != 0, self.guard(at, Held::Model))
            }
        };
        poison_or(poisoned, guard).map_err(TryLockError::Poisoned)
    }

    /// Whether a thread panicked while it held the lock.
    #[track_caller]
    pub fn is_poisoned(&self) -> bool {
        match self.world.enter(Kind::Mutex) {
            None => self.real.is_poisoned(),
            Some(mutex) => engine::perform(Op::IsPoisoned { mutex }, engine::here()).value != 0,
        }
    }

    /// Forgets the panic.
    #[track_caller]
    pub fn clear_poison(&self) {
        match self.world.enter(Kind::Mutex) {
            None => self.real.clear_poison(),
            Some(mutex) => {
                engine::perform(Op::ClearPoison { mutex }, engine::here());
            }
        }
    }

    /// Like [`is_poisoned`](Mutex::is_poisoned), for an owner with whom nobody can interfere.
    #[track_caller]
    fn poisoned_and_owned(&self) -> bool {
        match self.world.enter(Kind::Mutex) {
            None => self.real.is_poisoned(),
            Some(mutex) => engine::poisoned(mutex),
        }
    }

    /// The value, of which the caller is the only owner.
    ///
    /// # Errors
    /// The value all the same, if the mutex is poisoned.
    #[track_caller]
    pub fn get_mut(&mut self) -> LockResult<&mut T> {
        let poisoned = self.poisoned_and_owned();
        poison_or(poisoned, self.data.get_mut())
    }

    fn guard<'a>(&'a self, at: Loc, held: Held<'a>) -> MutexGuard<'a, T> {
        let held = Some(held);
        MutexGuard { mutex: self, held, at, panicking: engine::panicking(), not_send: PhantomData }
    }

    /// The value for the record. The caller holds the lock.
    fn peek(&self) -> Option<u64> {
        // SAFETY: the value is live, and only the holder, which is the running thread, reaches it.
        unsafe { engine::peek(self.data.get()) }
    }
}

/// What is behind a guard.
pub(super) enum Held<'a> {
    /// The guard of the real lock.
    Real(std::sync::MutexGuard<'a, ()>),
    Model,
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
    /// `None` for the time of a wait: the condvar has it.
    held: Option<Held<'a>>,
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
    pub(super) fn lend(mut self) -> (&'a Mutex<T>, Option<Held<'a>>) {
        (self.mutex, self.held.take())
    }
}

impl<T: ?Sized> Mutex<T> {
    pub(super) fn world(&self) -> World {
        self.world
    }

    /// The guard after a wait.
    pub(super) fn give_back<'a>(
        &'a self,
        held: Held<'a>,
        poisoned: bool,
        at: Loc,
    ) -> LockResult<MutexGuard<'a, T>> {
        poison_or(poisoned, self.guard(at, held))
    }
}

impl<T: ?Sized> Drop for MutexGuard<'_, T> {
    fn drop(&mut self) {
        if !matches!(self.held, Some(Held::Model)) {
            return;
        }
        if let Ok(Some(mutex)) = self.mutex.world.leave() {
            let value = self.mutex.peek();
            let poisons = !self.panicking && engine::panicking();
            engine::perform_showing(Op::Unlock { mutex, poisons }, self.at, &|| value);
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
        // SAFETY: the guard holds the lock, and is borrowed exclusively.
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
        f.debug_struct("Mutex").finish_non_exhaustive()
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
