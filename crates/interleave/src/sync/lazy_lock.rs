//! A value that is made when it is first used.

use super::once::{self, Begun, Once};
use crate::engine;
use crate::machine::once::Left;
use std::cell::UnsafeCell;
use std::fmt;
use std::ops::{Deref, DerefMut};

/// A value that is made when it is first used; std's, and in a model the explorer's.
///
/// Of several threads that use it at once one runs the initializer, the others wait for it. An
/// initializer that panics poisons it: every later use panics.
pub struct LazyLock<T, F = fn() -> T> {
    once: Once,
    data: UnsafeCell<State<T, F>>,
}

enum State<T, F> {
    New(F),
    Made(T),
    /// Its initializer was taken out and did not come back.
    Gone,
}

// SAFETY: as for std's: the value is shared once it is there (`T: Sync`), and may have been made by
// another thread than the one that drops it (`T: Send`); so may the initializer (`F: Send`).
unsafe impl<T: Send + Sync, F: Send> Sync for LazyLock<T, F> {}

impl<T: std::panic::UnwindSafe, F: std::panic::UnwindSafe> std::panic::UnwindSafe
    for LazyLock<T, F>
{
}
impl<T: std::panic::RefUnwindSafe + std::panic::UnwindSafe, F: std::panic::UnwindSafe>
    std::panic::RefUnwindSafe for LazyLock<T, F>
{
}

impl<T, F: FnOnce() -> T> LazyLock<T, F> {
    /// Makes one that runs `f` when it is first used.
    #[track_caller]
    pub fn new(f: F) -> Self {
        LazyLock { once: Once::new(), data: UnsafeCell::new(State::New(f)) }
    }

    /// The value; makes it, if it is not there yet.
    ///
    /// # Panics
    /// If the initializer panicked.
    #[track_caller]
    pub fn force(this: &Self) -> &T {
        match this.once.enter() {
            None => this.once.call_once(|| this.make()),
            Some(once) => match once::begin(once, false, engine::here()) {
                Begun::Complete => {}
                Begun::Mine { .. } => {
                    once::run(once, Left::Poisoned, engine::here(), || this.make());
                }
                Begun::Poisoned => panic!("LazyLock instance has previously been poisoned"),
            },
        }
        this.value()
    }

    /// The value, if it has been made.
    #[track_caller]
    pub fn get(this: &Self) -> Option<&T> {
        let made = this.once.is_completed();
        made.then(|| this.value())
    }

    /// The value, of which the caller is the only owner; makes it, if it is not there yet.
    ///
    /// # Panics
    /// If the initializer panicked.
    #[track_caller]
    pub fn force_mut(this: &mut Self) -> &mut T {
        LazyLock::force(this);
        match this.data.get_mut() {
            State::Made(value) => value,
            State::New(_) | State::Gone => unreachable!("it has just been made"),
        }
    }

    /// The value of a completed one.
    fn value(&self) -> &T {
        // SAFETY: behind a completed `Once` nobody writes any more.
        match unsafe { &*self.data.get() } {
            State::Made(value) => value,
            State::New(_) | State::Gone => unreachable!("complete means that the value is there"),
        }
    }

    /// Runs the initializer. Only the one who initializes calls it.
    fn make(&self) {
        // SAFETY: the `Once` lets one thread in, and nobody has a reference into the state yet.
        let State::New(f) = std::mem::replace(unsafe { &mut *self.data.get() }, State::Gone) else {
            unreachable!("an initializer runs once")
        };
        let value = f();
        // SAFETY: as above.
        unsafe { *self.data.get() = State::Made(value) };
    }
}

impl<T, F: FnOnce() -> T> Deref for LazyLock<T, F> {
    type Target = T;

    #[track_caller]
    fn deref(&self) -> &T {
        LazyLock::force(self)
    }
}

impl<T, F: FnOnce() -> T> DerefMut for LazyLock<T, F> {
    #[track_caller]
    fn deref_mut(&mut self) -> &mut T {
        LazyLock::force_mut(self)
    }
}

impl<T: Default> Default for LazyLock<T> {
    #[track_caller]
    fn default() -> Self {
        LazyLock::new(T::default)
    }
}

impl<T: fmt::Debug, F> fmt::Debug for LazyLock<T, F> {
    /// Does not look inside: that would be an operation.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LazyLock").finish_non_exhaustive()
    }
}
