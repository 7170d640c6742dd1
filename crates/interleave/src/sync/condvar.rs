//! Waiting for a condition on what a mutex protects.

use super::mutex::{Held, MutexGuard};
use crate::engine::{self, Op, World};
use crate::record::Kind;
use std::sync::{LockResult, PoisonError};

/// A place where threads wait until another one says that something has changed; std's, and in a
/// model the explorer's.
///
/// In a model `notify_one` wakes any one of the threads that wait, and each execution may end one
/// wait without a notification (see [`Model::spurious_wakeups`](crate::Model::spurious_wakeups)),
/// as the documentation of std allows.
#[derive(Debug)]
pub struct Condvar {
    world: World,
    real: std::sync::Condvar,
}

impl Condvar {
    /// Makes a condvar on which nobody waits.
    #[track_caller]
    pub fn new() -> Self {
        let world = engine::register(Kind::Condvar, engine::Shape::Opaque, 0, engine::here());
        Condvar { world, real: std::sync::Condvar::new() }
    }

    /// Unlocks the mutex and waits, in one step; returns with the mutex locked again.
    ///
    /// The return says nothing about the condition: check it in a loop.
    ///
    /// # Errors
    /// The guard all the same, if the mutex is poisoned.
    #[track_caller]
    pub fn wait<'a, T>(&self, guard: MutexGuard<'a, T>) -> LockResult<MutexGuard<'a, T>> {
        let at = engine::here();
        let condvar = self.world.enter(Kind::Condvar);
        let (mutex, held) = guard.lend();
        match (condvar, held) {
            (None, Some(Held::Real(held))) => {
                let held = self.real.wait(held);
                let poisoned = held.is_err();
                let held = held.unwrap_or_else(PoisonError::into_inner);
                mutex.give_back(Held::Real(held), poisoned, at)
            }
            (Some(condvar), Some(Held::Model)) => {
                let mutex_id = mutex.world().enter(Kind::Mutex).expect("its guard is a model's");
                engine::perform(Op::Wait { condvar, mutex: mutex_id }, at);
                let locked = engine::perform(Op::Reacquire { condvar, mutex: mutex_id }, at);
                mutex.give_back(Held::Model, locked.value != 0, at)
            }
            _ => engine::misuse(
                "a condvar and the mutex it waits with come from different worlds\n\
                 make both in the model's closure, or both outside of it"
                    .to_owned(),
                at,
            ),
        }
    }

    /// Waits as long as the condition holds.
    ///
    /// # Errors
    /// The guard all the same, if the mutex is poisoned.
    #[track_caller]
    pub fn wait_while<'a, T, F>(
        &self,
        mut guard: MutexGuard<'a, T>,
        mut condition: F,
    ) -> LockResult<MutexGuard<'a, T>>
    where
        F: FnMut(&mut T) -> bool,
    {
        while condition(&mut guard) {
            guard = self.wait(guard)?;
        }
        Ok(guard)
    }

    /// Wakes one of the threads that wait, if there is one. Which one is not said.
    #[track_caller]
    pub fn notify_one(&self) {
        self.notify(false);
    }

    /// Wakes all threads that wait.
    #[track_caller]
    pub fn notify_all(&self) {
        self.notify(true);
    }

    #[track_caller]
    fn notify(&self, all: bool) {
        match self.world.enter(Kind::Condvar) {
            Some(condvar) => {
                engine::perform(Op::Notify { condvar, all }, engine::here());
            }
            None if all => self.real.notify_all(),
            None => self.real.notify_one(),
        }
    }
}

impl Default for Condvar {
    #[track_caller]
    fn default() -> Self {
        Condvar::new()
    }
}
