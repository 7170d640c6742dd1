//! Which model the running code belongs to.
//!
//! An OS thread that explores a model keeps a reference to what it shares with the thread that
//! waits for the verdict. Code that finds none runs outside of any model.

use super::scheduler::Engine;
use std::cell::Cell;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering::Relaxed};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What the exploring thread and the one that waits for it share.
pub(crate) struct Shared {
    engine: Mutex<Engine>,
    /// Grows with every operation, so that whoever waits can tell work from an endless loop.
    pub(crate) ticks: AtomicU64,
    /// A [`Fate`] that ended the exploring thread without its consent.
    fate: AtomicU8,
}

/// How an exploring thread can be lost. It is parked for ever then.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub(crate) enum Fate {
    StackOverflow = 1,
    /// `abort`, or a panic that may not unwind any further.
    Abort = 2,
    /// `process::exit`.
    Exit = 3,
    /// A panic in a destructor while another panic unwinds.
    PanicInDrop = 4,
    /// A fault that is no stack overflow.
    BadAccess = 5,
}

impl Shared {
    pub(crate) fn new(engine: Engine) -> Self {
        Shared { engine: Mutex::new(engine), ticks: AtomicU64::new(0), fate: AtomicU8::new(0) }
    }

    /// The engine. Free whenever code under test runs.
    pub(crate) fn engine(&self) -> MutexGuard<'_, Engine> {
        self.engine.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The engine, if nobody is at work in it.
    pub(crate) fn try_engine(&self) -> Option<MutexGuard<'_, Engine>> {
        self.engine.try_lock().ok()
    }

    /// Says how the exploring thread was lost, unless that has been said. May be called in a signal
    /// handler.
    pub(crate) fn set_fate(&self, fate: Fate) {
        // Only the exploring thread writes.
        if self.fate.load(Relaxed) == 0 {
            self.fate.store(fate as u8, Relaxed);
        }
    }

    pub(crate) fn fate(&self) -> Option<Fate> {
        use Fate::{Abort, BadAccess, Exit, PanicInDrop, StackOverflow};
        [StackOverflow, Abort, Exit, PanicInDrop, BadAccess]
            .into_iter()
            .find(|fate| *fate as u8 == self.fate.load(Relaxed))
    }

    /// One more operation.
    pub(crate) fn tick(&self) {
        // Only the exploring thread writes.
        self.ticks.store(self.ticks.load(Relaxed) + 1, Relaxed);
    }
}

thread_local! {
    static CURRENT: Cell<Option<&'static Shared>> = const { Cell::new(None) };
}

/// The model that the running code belongs to.
#[inline]
pub(crate) fn current() -> Option<&'static Shared> {
    // A thread's locals may already be gone when destructors of others run: then no model does.
    CURRENT.try_with(Cell::get).unwrap_or(None)
}

/// Makes the calling OS thread one that explores a model.
pub(crate) fn enter(shared: &'static Shared) {
    CURRENT.set(Some(shared));
}

/// Code that runs from here on is outside.
pub(crate) fn leave() {
    CURRENT.set(None);
}
