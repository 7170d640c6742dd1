//! Waiting for a condition on what a mutex protects.

use super::mutex::{Held, MutexGuard};
use crate::engine::{self, Op, World};
use crate::record::Kind;
use crate::seeded::{Bug, seeded};
use crate::time::Instant;
use std::sync::{LockResult, PoisonError};
use std::time::Duration;

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
        match self.wait_for(guard, None) {
            Ok((guard, _)) => Ok(guard),
            Err(poisoned) => Err(PoisonError::new(poisoned.into_inner().0)),
        }
    }

    /// Like [`wait`](Condvar::wait), but no longer than this. In a model the time may be up in any
    /// wait: then no notification reaches it any more, although it still has to wait for the mutex.
    ///
    /// # Errors
    /// As [`wait`](Condvar::wait).
    #[track_caller]
    pub fn wait_timeout<'a, T>(
        &self,
        guard: MutexGuard<'a, T>,
        timeout: Duration,
    ) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)> {
        self.wait_for(guard, Some(timeout))
    }

    /// Waits as long as the condition holds, but no longer than this, however often it is woken.
    ///
    /// # Errors
    /// As [`wait`](Condvar::wait).
    #[track_caller]
    pub fn wait_timeout_while<'a, T, F>(
        &self,
        mut guard: MutexGuard<'a, T>,
        timeout: Duration,
        mut condition: F,
    ) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)>
    where
        F: FnMut(&mut T) -> bool,
    {
        // loom has no clock. There, no time limit is ever up.
        // No closures here: a step in one would not stand at the caller's line.
        let begin = if engine::has_clock() { Some(Instant::now()) } else { None };
        let mut timed_out = WaitTimeoutResult(false);
        while condition(&mut guard) {
            if timed_out.0 {
                return Ok((guard, timed_out));
            }
            let left = match begin {
                Some(begin) => timeout.saturating_sub(begin.elapsed()),
                None => timeout,
            };
            (guard, timed_out) = self.wait_for(guard, Some(left))?;
        }
        Ok((guard, WaitTimeoutResult(false)))
    }

    #[track_caller]
    fn wait_for<'a, T>(
        &self,
        guard: MutexGuard<'a, T>,
        timeout: Option<Duration>,
    ) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)> {
        let at = engine::here();
        let condvar = self.world.enter(Kind::Condvar);
        let (mutex, held) = guard.lend();
        let (held, poisoned, timed_out) = match (condvar, held) {
            (None, Some(Held::Real(held))) => self.wait_really(held, timeout),
            (Some(condvar), Some(Held::Model)) => {
                let mutex = mutex.world().enter(Kind::Mutex).expect("its guard is a model's");
                let nanos = timeout.and_then(crate::time::limit);
                if seeded(Bug::WaitUnlocksFirst) {
                    engine::perform(Op::Unlock { mutex, poisons: false }, at);
                    engine::perform(Op::Lock { mutex }, at);
                }
                engine::perform(Op::Wait { condvar, mutex, nanos }, at);
                let woken = engine::perform(Op::Reacquire { condvar, mutex, nanos }, at);
                (Held::Model, woken.value != 0, !woken.done)
            }
            _ => engine::misuse(
                "a condvar and the mutex it waits with come from different worlds\n\
                 make both in the model's closure, or both outside of it"
                    .to_owned(),
                at,
            ),
        };
        let timed_out = WaitTimeoutResult(timed_out);
        match mutex.give_back(held, poisoned, at) {
            Ok(guard) => Ok((guard, timed_out)),
            Err(poisoned) => Err(PoisonError::new((poisoned.into_inner(), timed_out))),
        }
    }

    fn wait_really<'a>(
        &self,
        held: std::sync::MutexGuard<'a, ()>,
        timeout: Option<Duration>,
    ) -> (Held<'a>, bool, bool) {
        let (held, poisoned, timed_out) = match timeout {
            None => {
                let held = self.real.wait(held);
                let poisoned = held.is_err();
                (held.unwrap_or_else(PoisonError::into_inner), poisoned, false)
            }
            Some(timeout) => {
                let result = self.real.wait_timeout(held, timeout);
                let poisoned = result.is_err();
                let (held, timed_out) = result.unwrap_or_else(PoisonError::into_inner);
                (held, poisoned, timed_out.timed_out())
            }
        };
        (Held::Real(held), poisoned, timed_out)
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

/// Whether a wait with a time limit came to its end because the time was up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct WaitTimeoutResult(bool);

impl WaitTimeoutResult {
    /// The time was up. It says nothing about the condition: that may have come true since.
    #[must_use]
    pub fn timed_out(&self) -> bool {
        self.0
    }
}

impl Default for Condvar {
    #[track_caller]
    fn default() -> Self {
        Condvar::new()
    }
}
