//! Threads that borrow from the function that starts them.

use super::handle::Thread;
use super::spawn::{Builder, Started, body};
use crate::engine::{self, Loc, Op};
use crate::seeded::{Bug, seeded};
use std::fmt;
use std::io;
use std::marker::PhantomData;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicPtr, Ordering::Relaxed};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::Result;

/// A scope to start threads in; see [`scope`].
pub struct Scope<'scope, 'env: 'scope> {
    /// std's scope, outside of a model; null in one.
    real: AtomicPtr<()>,
    /// The threads of a model, and whether they have been joined.
    started: Arc<Mutex<Vec<(usize, bool)>>>,
    // Both invariant, as std's.
    scope: PhantomData<&'scope mut &'scope ()>,
    env: PhantomData<&'env mut &'env ()>,
}

/// Runs `f`, which may start threads that borrow what lives outside of the scope. Waits for all of
/// them before it returns.
///
/// # Panics
/// If a thread panicked that was not joined by hand.
#[track_caller]
pub fn scope<'env, F, T>(f: F) -> T
where
    F: for<'scope> FnOnce(&'scope Scope<'scope, 'env>) -> T,
{
    let at = engine::here();
    let scope = Scope {
        real: AtomicPtr::default(),
        started: Arc::default(),
        scope: PhantomData,
        env: PhantomData,
    };
    if !engine::in_model() {
        return std::thread::scope(|real| {
            scope.real.store(std::ptr::from_ref(real).cast_mut().cast(), Relaxed);
            f(&scope)
        });
    }
    let result = catch_unwind(AssertUnwindSafe(|| f(&scope)));
    let mut panicked = false;
    // A thread of the scope may start others while this one waits.
    while let Some(thread) = scope.next_to_join() {
        engine::perform(Op::Join { thread }, at);
        panicked |= engine::has_died(thread) && !seeded(Bug::ScopeIgnoresPanics);
    }
    match result {
        Err(payload) => resume_unwind(payload),
        Ok(_) if panicked => panic!("a scoped thread panicked"),
        Ok(value) => value,
    }
}

impl<'scope> Scope<'scope, '_> {
    /// Starts a thread that ends before the scope does.
    ///
    /// # Panics
    /// Outside of a model, if the system cannot start a thread.
    #[track_caller]
    pub fn spawn<F, T>(&'scope self, f: F) -> ScopedJoinHandle<'scope, T>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        let at = engine::here();
        self.spawn_from(Builder::new(), at, f).expect("failed to spawn a thread")
    }

    fn spawn_from<F, T>(
        &'scope self,
        builder: Builder,
        at: Loc,
        f: F,
    ) -> io::Result<ScopedJoinHandle<'scope, T>>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        let real = self.real.load(Relaxed);
        if !real.is_null() {
            let real: *const std::thread::Scope<'scope, 'scope> = real.cast();
            // SAFETY: `scope` stored a pointer to std's scope, which lives until all of its threads
            // have finished; and whoever calls this is one of them, or `scope` itself.
            let real = unsafe { &*real };
            let handle = builder.really().spawn_scoped(real, f)?;
            let thread = Thread::real(handle.thread());
            return Ok(ScopedJoinHandle { place: Place::Real(handle), thread });
        }
        let (body, result) = body(at, f);
        let body: Box<dyn FnOnce() + 'scope> = Box::new(body);
        // SAFETY: only the lifetime changes. `scope` does not return before the thread has
        // finished; an execution that is given up never resumes either of them, and its stacks are
        // never used again.
        let body: Box<dyn FnOnce() + 'static> = unsafe { std::mem::transmute(body) };
        let number = engine::spawn(builder.name, at, body);
        self.started.lock().unwrap_or_else(PoisonError::into_inner).push((number, false));
        let started = Started { number, result };
        let place = Place::Model { started, all: Arc::clone(&self.started) };
        Ok(ScopedJoinHandle { place, thread: Thread::of_model(number) })
    }

    /// A thread that was not joined by hand.
    fn next_to_join(&self) -> Option<usize> {
        let mut started = self.started.lock().unwrap_or_else(PoisonError::into_inner);
        let (thread, joined) = started.iter_mut().find(|(_, joined)| !joined)?;
        *joined = true;
        Some(*thread)
    }
}

impl Builder {
    /// Starts a thread in a scope; see [`Scope::spawn`].
    ///
    /// # Errors
    /// Outside of a model, if the system cannot start a thread.
    #[track_caller]
    pub fn spawn_scoped<'scope, 'env, F, T>(
        self,
        scope: &'scope Scope<'scope, 'env>,
        f: F,
    ) -> io::Result<ScopedJoinHandle<'scope, T>>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        scope.spawn_from(self, engine::here(), f)
    }
}

/// The right to wait for a thread of a scope. The scope waits for those that nobody joins.
pub struct ScopedJoinHandle<'scope, T> {
    place: Place<'scope, T>,
    thread: Thread,
}

enum Place<'scope, T> {
    Real(std::thread::ScopedJoinHandle<'scope, T>),
    Model { started: Started<T>, all: Arc<Mutex<Vec<(usize, bool)>>> },
}

// SAFETY: as for std's: a `T` was sent by the thread that made it (`spawn` asks for `T: Send`), and
// only `join`, which takes the handle, reaches it.
unsafe impl<T> Send for ScopedJoinHandle<'_, T> {}
// SAFETY: as above; a shared handle gives out no `T`.
unsafe impl<T> Sync for ScopedJoinHandle<'_, T> {}

impl<T> ScopedJoinHandle<'_, T> {
    /// Waits until the thread has ended, and takes what its closure returned.
    ///
    /// # Errors
    /// What the thread panicked with.
    #[track_caller]
    pub fn join(self) -> Result<T> {
        match self.place {
            Place::Real(handle) => handle.join(),
            Place::Model { started, all } => {
                let mut all = all.lock().unwrap_or_else(PoisonError::into_inner);
                let mine = all.iter_mut().filter(|(thread, _)| *thread == started.number);
                mine.for_each(|(_, joined)| *joined = true);
                drop(all);
                started.join()
            }
        }
    }

    /// Whether the thread has come to its end. That orders nothing.
    #[must_use]
    #[track_caller]
    pub fn is_finished(&self) -> bool {
        match &self.place {
            Place::Real(handle) => handle.is_finished(),
            Place::Model { started, .. } => engine::is_finished(started.number, engine::here()),
        }
    }

    /// A handle to the thread.
    #[must_use]
    pub fn thread(&self) -> &Thread {
        &self.thread
    }
}

impl fmt::Debug for Scope<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scope").finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for ScopedJoinHandle<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ScopedJoinHandle").finish_non_exhaustive()
    }
}
