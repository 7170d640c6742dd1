//! Many readers or one writer, with the data inside the lock.

use super::poison::poison_or;
use crate::engine::{self, Loc, World};
use crate::explorer::learned::Fact;
use crate::machine::rwlock::{self, Act};
use crate::machine::{self, Answer, Machine};
use crate::record::Kind;
use std::cell::UnsafeCell;
use std::fmt;
use std::marker::PhantomData;
use std::mem::ManuallyDrop;
use std::ops::{Deref, DerefMut};
use std::sync::{LockResult, PoisonError, TryLockError, TryLockResult};

/// A lock that lets in either any number of readers or one writer; std's, and in a model the
/// explorer's.
///
/// In a model a reader waits while a writer is inside, a writer while anybody is. A thread may read
/// more than once at the same time. Whether a reader is let in while a writer waits is left open by std:
/// both are tried where it can make a difference, which is where a reader waits for something while
/// it is inside. The `try_` functions fail exactly while they would have to wait. A panic of a
/// writer poisons the lock, one of a reader does not.
pub struct RwLock<T: ?Sized> {
    world: World,
    /// The lock of the real world; unused in a model.
    real: std::sync::RwLock<()>,
    data: UnsafeCell<T>,
}

// SAFETY: as for std's: the value moves with the lock, and whoever owns the lock owns it.
unsafe impl<T: ?Sized + Send> Send for RwLock<T> {}
// SAFETY: readers share the value between threads (`T: Sync`), a writer has it for itself and may
// move it out (`T: Send`).
unsafe impl<T: ?Sized + Send + Sync> Sync for RwLock<T> {}

impl<T: ?Sized> std::panic::UnwindSafe for RwLock<T> {}
impl<T: ?Sized> std::panic::RefUnwindSafe for RwLock<T> {}

impl<T> RwLock<T> {
    /// Makes an unlocked lock that holds `value`.
    #[track_caller]
    pub fn new(value: T) -> Self {
        let (at, shape) = (engine::here(), engine::shape_of::<T>());
        let world = engine::register_machine(Kind::RwLock, shape, at, |knows| {
            Machine::RwLock(rwlock::RwLock::new(knows(Fact::Queues)))
        });
        RwLock { world, real: std::sync::RwLock::new(()), data: UnsafeCell::new(value) }
    }

    /// Takes the value out.
    ///
    /// # Errors
    /// The value all the same, if the lock is poisoned.
    #[track_caller]
    pub fn into_inner(self) -> LockResult<T> {
        let poisoned = self.poisoned_and_owned();
        poison_or(poisoned, self.data.into_inner())
    }
}

impl<T: ?Sized> RwLock<T> {
    /// Waits until no writer is inside, and comes in as a reader.
    ///
    /// A thread that is already inside and reads once more can wait for ever if a writer waits in
    /// between.
    ///
    /// # Errors
    /// The guard all the same, if the lock is poisoned.
    #[track_caller]
    pub fn read(&self) -> LockResult<RwLockReadGuard<'_, T>> {
        let at = engine::here();
        let (poisoned, real) = match self.world.enter(Kind::RwLock) {
            None => {
                let held = self.real.read();
                (held.is_err(), Some(held.unwrap_or_else(PoisonError::into_inner)))
            }
            Some(lock) => {
                let mut answer = self.act(lock, Act::Read, at);
                if !answer.done {
                    answer = self.act(lock, Act::ReadBehind, at);
                }
                (answer.value != 0, None)
            }
        };
        poison_or(poisoned, RwLockReadGuard { lock: self, real, at, not_send: PhantomData })
    }

    /// Comes in as a reader, if no writer is inside.
    ///
    /// # Errors
    /// [`TryLockError::WouldBlock`] while a writer is inside (or perhaps waits),
    /// [`TryLockError::Poisoned`] with the guard if one panicked.
    #[track_caller]
    pub fn try_read(&self) -> TryLockResult<RwLockReadGuard<'_, T>> {
        let at = engine::here();
        let (poisoned, real) = match self.world.enter(Kind::RwLock) {
            None => match self.real.try_read() {
                Err(TryLockError::WouldBlock) => return Err(TryLockError::WouldBlock),
                Err(TryLockError::Poisoned(held)) => (true, Some(held.into_inner())),
                Ok(held) => (false, Some(held)),
            },
            Some(lock) => {
                let answer = self.act(lock, Act::TryRead, at);
                if !answer.done {
                    return Err(TryLockError::WouldBlock);
                }
                (answer.value != 0, None)
            }
        };
        let guard = RwLockReadGuard { lock: self, real, at, not_send: PhantomData };
        poison_or(poisoned, guard).map_err(TryLockError::Poisoned)
    }

    /// Waits until nobody is inside, and comes in as the writer.
    ///
    /// # Errors
    /// The guard all the same, if the lock is poisoned.
    #[track_caller]
    pub fn write(&self) -> LockResult<RwLockWriteGuard<'_, T>> {
        let at = engine::here();
        let (poisoned, real) = match self.world.enter(Kind::RwLock) {
            None => {
                let held = self.real.write();
                (held.is_err(), Some(held.unwrap_or_else(PoisonError::into_inner)))
            }
            Some(lock) => {
                let mut answer = self.act(lock, Act::Write, at);
                if !answer.done {
                    answer = self.act(lock, Act::WriteBehind, at);
                }
                (answer.value != 0, None)
            }
        };
        poison_or(poisoned, RwLockWriteGuard::new(self, real, at))
    }

    /// Comes in as the writer, if nobody is inside.
    ///
    /// # Errors
    /// [`TryLockError::WouldBlock`] while anybody is inside, [`TryLockError::Poisoned`] with the
    /// guard if a writer panicked.
    #[track_caller]
    pub fn try_write(&self) -> TryLockResult<RwLockWriteGuard<'_, T>> {
        let at = engine::here();
        let (poisoned, real) = match self.world.enter(Kind::RwLock) {
            None => match self.real.try_write() {
                Err(TryLockError::WouldBlock) => return Err(TryLockError::WouldBlock),
                Err(TryLockError::Poisoned(held)) => (true, Some(held.into_inner())),
                Ok(held) => (false, Some(held)),
            },
            Some(lock) => {
                let answer = self.act(lock, Act::TryWrite, at);
                if !answer.done {
                    return Err(TryLockError::WouldBlock);
                }
                (answer.value != 0, None)
            }
        };
        let guard = RwLockWriteGuard::new(self, real, at);
        poison_or(poisoned, guard).map_err(TryLockError::Poisoned)
    }

    /// Whether a writer panicked.
    #[track_caller]
    pub fn is_poisoned(&self) -> bool {
        match self.world.enter(Kind::RwLock) {
            None => self.real.is_poisoned(),
            Some(lock) => self.act(lock, Act::IsPoisoned, engine::here()).value != 0,
        }
    }

    /// Forgets the panic.
    #[track_caller]
    pub fn clear_poison(&self) {
        match self.world.enter(Kind::RwLock) {
            None => self.real.clear_poison(),
            Some(lock) => {
                self.act(lock, Act::ClearPoison, engine::here());
            }
        }
    }

    /// The value, of which the caller is the only owner.
    ///
    /// # Errors
    /// The value all the same, if the lock is poisoned.
    #[track_caller]
    pub fn get_mut(&mut self) -> LockResult<&mut T> {
        let poisoned = self.poisoned_and_owned();
        poison_or(poisoned, self.data.get_mut())
    }

    /// Like [`is_poisoned`](RwLock::is_poisoned), for an owner with whom nobody can interfere.
    #[track_caller]
    fn poisoned_and_owned(&self) -> bool {
        match self.world.enter(Kind::RwLock) {
            None => self.real.is_poisoned(),
            Some(lock) => engine::machine(
                lock,
                |machine| matches!(machine, Machine::RwLock(state) if state.is_poisoned()),
            ),
        }
    }

    fn act(&self, lock: u32, act: Act, at: Loc) -> Answer {
        engine::act_showing(lock, machine::Act::RwLock(act), at, &|| self.peek())
    }

    /// The value for the record. No writer but the running thread is inside.
    fn peek(&self) -> Option<u64> {
        // SAFETY: the value is live, and only the running thread could write it now: all threads
        // of a model take turns.
        unsafe { engine::peek(self.data.get()) }
    }
}

/// The right to read what an [`RwLock`] protects, until it is dropped.
#[must_use = "a guard that is not kept unlocks at once"]
pub struct RwLockReadGuard<'a, T: ?Sized> {
    lock: &'a RwLock<T>,
    /// The guard of the real lock; `None` in a model.
    real: Option<std::sync::RwLockReadGuard<'a, ()>>,
    at: Loc,
    /// As std's: the system's locks want to be unlocked by the thread that locked them.
    not_send: PhantomData<*const ()>,
}

// SAFETY: a shared guard gives out `&T` only.
unsafe impl<T: ?Sized + Sync> Sync for RwLockReadGuard<'_, T> {}

impl<T: ?Sized> Drop for RwLockReadGuard<'_, T> {
    fn drop(&mut self) {
        if let (None, Ok(Some(lock))) = (&self.real, self.lock.world.leave()) {
            self.lock.act(lock, Act::UnlockRead, self.at);
        }
    }
}

/// The right to use what an [`RwLock`] protects, until it is dropped.
#[must_use = "a guard that is not kept unlocks at once"]
pub struct RwLockWriteGuard<'a, T: ?Sized> {
    lock: &'a RwLock<T>,
    /// The guard of the real lock; `None` in a model.
    real: Option<std::sync::RwLockWriteGuard<'a, ()>>,
    at: Loc,
    /// A panic was unwinding when the lock was taken: it poisons nothing.
    panicking: bool,
    not_send: PhantomData<*const ()>,
}

// SAFETY: a shared guard gives out `&T` only.
unsafe impl<T: ?Sized + Sync> Sync for RwLockWriteGuard<'_, T> {}

impl<'a, T: ?Sized> RwLockWriteGuard<'a, T> {
    fn new(
        lock: &'a RwLock<T>,
        real: Option<std::sync::RwLockWriteGuard<'a, ()>>,
        at: Loc,
    ) -> Self {
        let panicking = engine::panicking();
        RwLockWriteGuard { lock, real, at, panicking, not_send: PhantomData }
    }

    /// Becomes a reader in one step: no other writer can come in between.
    #[track_caller]
    pub fn downgrade(this: Self) -> RwLockReadGuard<'a, T> {
        let at = engine::here();
        let mut this = ManuallyDrop::new(this);
        let lock = this.lock;
        let real = this.real.take().map(std::sync::RwLockWriteGuard::downgrade);
        if real.is_none()
            && let Some(id) = lock.world.enter(Kind::RwLock)
        {
            lock.act(id, Act::Downgrade, at);
        }
        RwLockReadGuard { lock, real, at, not_send: PhantomData }
    }
}

impl<T: ?Sized> Drop for RwLockWriteGuard<'_, T> {
    fn drop(&mut self) {
        if let (None, Ok(Some(lock))) = (&self.real, self.lock.world.leave()) {
            let poisons = !self.panicking && engine::panicking();
            let value = self.lock.peek();
            let act = machine::Act::RwLock(Act::UnlockWrite { poisons });
            engine::act_showing(lock, act, self.at, &|| value);
        }
    }
}

impl<T: ?Sized> Deref for RwLockReadGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: no writer comes in while the guard lives.
        unsafe { &*self.lock.data.get() }
    }
}

impl<T: ?Sized> Deref for RwLockWriteGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: nobody else reaches the value while the guard lives.
        unsafe { &*self.lock.data.get() }
    }
}

impl<T: ?Sized> DerefMut for RwLockWriteGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: nobody else reaches the value while the guard lives, and it is borrowed
        // exclusively.
        unsafe { &mut *self.lock.data.get() }
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for RwLockReadGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ?Sized + fmt::Display> fmt::Display for RwLockReadGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for RwLockWriteGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ?Sized + fmt::Display> fmt::Display for RwLockWriteGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ?Sized> fmt::Debug for RwLock<T> {
    /// Does not look inside: that would be an operation.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RwLock").finish_non_exhaustive()
    }
}

impl<T: Default> Default for RwLock<T> {
    #[track_caller]
    fn default() -> Self {
        RwLock::new(T::default())
    }
}

impl<T> From<T> for RwLock<T> {
    #[track_caller]
    fn from(value: T) -> Self {
        RwLock::new(value)
    }
}
