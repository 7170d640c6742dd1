//! Starting threads and waiting for their ends.

use super::handle::Thread;
use crate::engine::{self, Loc, Op};
use crate::locals;
use crate::sync::Arc;
use std::fmt;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};
use std::thread::Result;

/// Starts a thread that runs `f`.
///
/// In a model the new thread runs up to its first operation at once; this is no step, as nobody
/// can see anything of it. A model has at most 16 threads.
///
/// # Panics
/// Outside of a model, if the system cannot start a thread.
#[track_caller]
pub fn spawn<F, T>(f: F) -> JoinHandle<T>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    Builder::new().spawn_from(engine::here(), f).expect("failed to spawn a thread")
}

/// Makes a thread with a name or a stack size of its own.
#[derive(Debug, Default)]
#[must_use = "a builder starts no thread until `spawn`"]
pub struct Builder {
    pub(super) name: Option<String>,
    stack_size: Option<usize>,
}

impl Builder {
    /// A thread without a name.
    pub fn new() -> Self {
        Builder::default()
    }

    /// Names the thread. Reports call it so.
    pub fn name(mut self, name: String) -> Self {
        self.name = Some(name);
        self
    }

    /// Sets the size of the stack in bytes. In a model every stack has 2 MiB.
    pub fn stack_size(mut self, size: usize) -> Self {
        self.stack_size = Some(size);
        self
    }

    /// Starts the thread; see [`spawn`].
    ///
    /// # Errors
    /// Outside of a model, if the system cannot start a thread.
    #[track_caller]
    pub fn spawn<F, T>(self, f: F) -> io::Result<JoinHandle<T>>
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send + 'static,
    {
        self.spawn_from(engine::here(), f)
    }

    fn spawn_from<F, T>(self, at: Loc, f: F) -> io::Result<JoinHandle<T>>
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send + 'static,
    {
        if engine::in_model() {
            let (body, result) = body(at, f);
            let number = engine::spawn(self.name, at, Box::new(body));
            let thread = Thread::of_model(number);
            return Ok(JoinHandle { place: Place::Model(Started { number, result }), thread });
        }
        let handle = self.really().spawn(f)?;
        let thread = Thread::real(handle.thread());
        Ok(JoinHandle { place: Place::Real(handle), thread })
    }

    pub(super) fn really(self) -> std::thread::Builder {
        let mut builder = std::thread::Builder::new();
        if let Some(name) = self.name {
            builder = builder.name(name);
        }
        if let Some(size) = self.stack_size {
            builder = builder.stack_size(size);
        }
        builder
    }
}

/// Where a thread of a model leaves its result. A result that nobody takes is dropped by the handle
/// or by the thread, whichever is last.
pub(crate) type Slot<T> = Arc<Mutex<Option<Result<T>>>>;

/// What a thread of a model runs, from its first line to its last act.
pub(crate) fn body<'a, F, T>(at: Loc, f: F) -> (impl FnOnce() + use<'a, F, T>, Slot<T>)
where
    F: FnOnce() -> T + 'a,
    T: 'a,
{
    let result = Arc::new_at(at, Mutex::new(None));
    let slot = Arc::clone(&result);
    let body = move || {
        let returned = catch_unwind(AssertUnwindSafe(f));
        let mut died = returned.is_err();
        *slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(returned);
        // What it returned, if nobody can join it any more, and then the thread's own values: their
        // destructors are the code under test too.
        let dropped = catch_unwind(AssertUnwindSafe(move || drop(slot)));
        let ended = catch_unwind(locals::end_of_thread);
        if dropped.is_err() || ended.is_err() {
            engine::dies_late();
        }
        died |= dropped.is_err() || ended.is_err();
        // A payload's destructor does not belong into the host.
        std::mem::forget((dropped, ended));
        engine::leave_thread();
        engine::close_thread(died);
    };
    (body, result)
}

/// A thread of a model that was started.
pub(super) struct Started<T> {
    pub(super) number: usize,
    pub(super) result: Slot<T>,
}

impl<T> Started<T> {
    #[track_caller]
    pub(super) fn join(self) -> Result<T> {
        engine::perform(Op::Join { thread: self.number }, engine::here());
        let mut result = self.result.lock().unwrap_or_else(PoisonError::into_inner);
        result.take().expect("a thread that has ended has left its result")
    }
}

/// The right to wait for a thread. Dropping it lets the thread run on by itself.
pub struct JoinHandle<T> {
    place: Place<T>,
    thread: Thread,
}

enum Place<T> {
    Real(std::thread::JoinHandle<T>),
    Model(Started<T>),
}

// SAFETY: as for std's: a `T` was sent by the thread that made it (`spawn` asks for `T: Send`), and
// only `join`, which takes the handle, reaches it.
unsafe impl<T> Send for JoinHandle<T> {}
// SAFETY: as above; a shared handle gives out no `T`.
unsafe impl<T> Sync for JoinHandle<T> {}

impl<T> JoinHandle<T> {
    /// Waits until the thread has ended, and takes what its closure returned.
    ///
    /// All that the thread did happens before the return of `join`.
    ///
    /// # Errors
    /// What the thread panicked with. In a model a panic of a thread that nobody joins is a
    /// failure.
    #[track_caller]
    pub fn join(self) -> Result<T> {
        match self.place {
            Place::Real(handle) => handle.join(),
            Place::Model(started) => started.join(),
        }
    }

    /// Whether the thread has come to its end. That orders nothing: join it before using what it
    /// did.
    #[must_use]
    #[track_caller]
    pub fn is_finished(&self) -> bool {
        match &self.place {
            Place::Real(handle) => handle.is_finished(),
            Place::Model(started) => engine::is_finished(started.number, engine::here()),
        }
    }

    /// A handle to the thread.
    #[must_use]
    pub fn thread(&self) -> &Thread {
        &self.thread
    }
}

impl<T> fmt::Debug for JoinHandle<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JoinHandle").finish_non_exhaustive()
    }
}
