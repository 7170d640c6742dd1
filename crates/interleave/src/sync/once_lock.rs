//! A place that is written once.

use super::once::{self, Begun, Once};
use crate::engine;
use crate::machine::Machine;
use crate::machine::once::Left;
use std::cell::UnsafeCell;
use std::fmt;

/// A place that is written at most once, and read from then on; std's, and in a model the
/// explorer's.
///
/// Of several threads that initialize at once one runs its closure, the others wait for it. A
/// closure that panics leaves the place empty. Initializing it from its own initializer is a
/// deadlock.
pub struct OnceLock<T> {
    once: Once,
    /// The place of the real world; unused in a model.
    real: std::sync::OnceLock<T>,
    data: UnsafeCell<Option<T>>,
}

// SAFETY: as for std's: the value is shared once it is there (`T: Sync`), and a value that one thread
// has put there may be taken and dropped by another (`T: Send`).
unsafe impl<T: Send + Sync> Sync for OnceLock<T> {}

impl<T: std::panic::UnwindSafe> std::panic::UnwindSafe for OnceLock<T> {}
impl<T: std::panic::RefUnwindSafe + std::panic::UnwindSafe> std::panic::RefUnwindSafe
    for OnceLock<T>
{
}

impl<T> OnceLock<T> {
    /// Makes an empty place.
    #[track_caller]
    pub fn new() -> Self {
        let real = std::sync::OnceLock::new();
        OnceLock { once: Once::new(), real, data: UnsafeCell::new(None) }
    }

    /// The value, if it is there.
    #[track_caller]
    pub fn get(&self) -> Option<&T> {
        match self.once.enter() {
            None => self.real.get(),
            Some(once) => {
                if once::is_completed(once, engine::here()) {
                    Some(self.value())
                } else {
                    None
                }
            }
        }
    }

    /// The value, once it is there: waits for it.
    #[track_caller]
    pub fn wait(&self) -> &T {
        match self.once.enter() {
            None => self.real.wait(),
            Some(_) => {
                self.once.wait();
                self.value()
            }
        }
    }

    /// Writes the value, if there is none. Waits while another thread initializes.
    ///
    /// # Errors
    /// The new value, if there is one already.
    #[track_caller]
    pub fn set(&self, value: T) -> Result<(), T> {
        let Some(once) = self.once.enter() else { return self.real.set(value) };
        match once::begin(once, true, engine::here()) {
            Begun::Mine { .. } => {
                once::run(once, Left::New, engine::here(), || self.put(value));
                Ok(())
            }
            Begun::Complete | Begun::Poisoned => Err(value),
        }
    }

    /// The value; `f` makes it if there is none.
    #[track_caller]
    pub fn get_or_init<F: FnOnce() -> T>(&self, f: F) -> &T {
        let Some(once) = self.once.enter() else { return self.real.get_or_init(f) };
        if let Begun::Mine { .. } = once::begin(once, true, engine::here()) {
            once::run(once, Left::New, engine::here(), || {
                let value = f();
                self.put(value);
            });
        }
        self.value()
    }

    /// The value, of which the caller is the only owner.
    #[track_caller]
    pub fn get_mut(&mut self) -> Option<&mut T> {
        match self.once.enter() {
            None => self.real.get_mut(),
            Some(_) => self.data.get_mut().as_mut(),
        }
    }

    /// Takes the value out.
    #[track_caller]
    pub fn into_inner(self) -> Option<T> {
        match self.once.enter() {
            None => self.real.into_inner(),
            Some(_) => self.data.into_inner(),
        }
    }

    /// Takes the value out and leaves the place empty.
    #[track_caller]
    pub fn take(&mut self) -> Option<T> {
        match self.once.enter() {
            None => self.real.take(),
            Some(once) => {
                engine::machine(once, |machine| {
                    if let Machine::Once(state) = machine {
                        state.reset();
                    }
                });
                self.data.get_mut().take()
            }
        }
    }

    /// The one who initializes puts the value there.
    fn put(&self, value: T) {
        // SAFETY: between `Begin` and `Finish` this thread has the place for itself: nobody has a
        // reference to the value, as none was there.
        unsafe { *self.data.get() = Some(value) };
    }

    fn value(&self) -> &T {
        // SAFETY: after `Finish(Complete)` nobody writes the place while it is shared.
        unsafe { (*self.data.get()).as_ref() }.expect("complete means that the value is there")
    }

    /// The value without a step, for `Debug`.
    fn peek(&self) -> Option<&T> {
        match self.once.is_here() {
            Some(once) => {
                let complete = engine::machine(
                    once,
                    |machine| matches!(machine, Machine::Once(state) if state.left() == Left::Complete),
                );
                complete.then(|| self.value())
            }
            None => self.real.get(),
        }
    }
}

impl<T> Default for OnceLock<T> {
    #[track_caller]
    fn default() -> Self {
        OnceLock::new()
    }
}

impl<T: Clone> Clone for OnceLock<T> {
    #[track_caller]
    fn clone(&self) -> Self {
        self.get().map_or_else(OnceLock::new, |value| OnceLock::from(value.clone()))
    }
}

impl<T> From<T> for OnceLock<T> {
    #[track_caller]
    fn from(value: T) -> Self {
        let lock = OnceLock::new();
        let Ok(()) = lock.set(value) else { unreachable!("it is empty and nobody else has it") };
        lock
    }
}

impl<T: PartialEq> PartialEq for OnceLock<T> {
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}

impl<T: Eq> Eq for OnceLock<T> {}

impl<T: fmt::Debug> fmt::Debug for OnceLock<T> {
    /// Shows the value, without a step.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_tuple("OnceLock");
        match self.peek() {
            Some(value) => shown.field(value),
            None => shown.field(&format_args!("<uninit>")),
        };
        shown.finish()
    }
}
