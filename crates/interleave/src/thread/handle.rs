//! A thread as others see it, and what it says of itself.

use crate::engine::{self, Op};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// A handle to a thread: its name, its id, and a way to wake it from [`park`].
#[derive(Clone)]
pub struct Thread(Place);

#[derive(Clone)]
enum Place {
    Real(std::thread::Thread),
    Model { thread: usize, execution: u64, name: Option<Arc<str>> },
}

/// The identity of a thread. No two threads of a process, or of an execution, have the same.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ThreadId(Id);

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Id {
    Real(std::thread::ThreadId),
    Model { thread: usize, execution: u64 },
}

impl Thread {
    pub(super) fn real(thread: &std::thread::Thread) -> Self {
        Thread(Place::Real(thread.clone()))
    }

    pub(super) fn of_model(thread: usize) -> Self {
        let (_, execution) = engine::this_thread().expect("asked in a model");
        let name = engine::name_of(thread).map(Arc::from);
        Thread(Place::Model { thread, execution, name })
    }

    /// The name of the thread, if it has one. The main thread's is `main`, in a model too.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        match &self.0 {
            Place::Real(thread) => thread.name(),
            Place::Model { thread: 0, .. } => Some("main"),
            Place::Model { name, .. } => name.as_deref(),
        }
    }

    /// The thread's identity.
    #[must_use]
    pub fn id(&self) -> ThreadId {
        ThreadId(match &self.0 {
            Place::Real(thread) => Id::Real(thread.id()),
            &Place::Model { thread, execution, .. } => Id::Model { thread, execution },
        })
    }

    /// Leaves the thread a token, which ends its [`park`], or its next one. There is at most one.
    #[track_caller]
    pub fn unpark(&self) {
        let at = engine::here();
        match (&self.0, engine::this_thread()) {
            (Place::Real(thread), _) => thread.unpark(),
            (&Place::Model { thread, execution, .. }, Some((_, running)))
                if execution == running =>
            {
                engine::unpark(thread, at);
            }
            _ => engine::misuse(
                "a thread is unparked from outside of the execution it belongs to\n\
                 let no handle of a thread leave the model"
                    .to_owned(),
                at,
            ),
        }
    }
}

impl fmt::Debug for Thread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Thread");
        shown.field("id", &self.id()).field("name", &self.name()).finish_non_exhaustive()
    }
}

impl fmt::Debug for ThreadId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Id::Real(id) => id.fmt(f),
            Id::Model { thread, .. } => write!(f, "ThreadId({thread})"),
        }
    }
}

/// A handle to the calling thread.
#[must_use]
pub fn current() -> Thread {
    match engine::this_thread() {
        Some((thread, _)) => Thread::of_model(thread),
        None => Thread::real(&std::thread::current()),
    }
}

/// Waits for the thread's token, and takes it. See [`Thread::unpark`].
///
/// May come back without one; in a model one wait in an execution does (see
/// [`Model::spurious_wakeups`](crate::Model::spurious_wakeups)).
#[track_caller]
pub fn park() {
    if engine::in_model() {
        engine::park(engine::here());
    } else {
        std::thread::park();
    }
}

/// Waits for the thread's token, but no longer than this. In a model the time may be up at any
/// moment.
#[track_caller]
pub fn park_timeout(timeout: Duration) {
    if engine::in_model() {
        match crate::time::limit(timeout) {
            Some(nanos) => engine::park_timeout(nanos, engine::here()),
            None => engine::park(engine::here()),
        }
    } else {
        std::thread::park_timeout(timeout);
    }
}

/// Does nothing for this long. In a model the others may do anything in that time, or nothing.
#[track_caller]
pub fn sleep(duration: Duration) {
    if engine::in_model() {
        let nanos = crate::time::limit(duration).unwrap_or(u64::MAX);
        engine::perform(Op::Sleep { nanos }, engine::here());
    } else {
        std::thread::sleep(duration);
    }
}

/// Lets other threads run.
///
/// In a model this says that the thread waits for others: at its fourth yield, those that could
/// have run since and did not go first.
#[track_caller]
pub fn yield_now() {
    if engine::in_model() {
        engine::perform(Op::Yield, engine::here());
    } else {
        std::thread::yield_now();
    }
}

/// Whether the calling thread is unwinding because of a panic.
pub fn panicking() -> bool {
    engine::panicking()
}
