//! Threads: `spawn`, `Builder`, `JoinHandle`, `yield_now`.

#[cfg(not(feature = "model"))]
pub use std::thread::{Builder, JoinHandle, Result, panicking, spawn, yield_now};

#[cfg(feature = "model")]
pub use modelled::{Builder, JoinHandle, Result, panicking, spawn, yield_now};

#[cfg(feature = "model")]
mod modelled {
    use crate::engine::{self, Loc, Op};
    use std::fmt;
    use std::io;
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::sync::{Arc, Mutex, PoisonError};

    pub use std::thread::Result;

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
        name: Option<String>,
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
            if !engine::in_model() {
                let mut builder = std::thread::Builder::new();
                if let Some(name) = self.name {
                    builder = builder.name(name);
                }
                if let Some(size) = self.stack_size {
                    builder = builder.stack_size(size);
                }
                return Ok(JoinHandle(Place::Real(builder.spawn(f)?)));
            }
            let result = Arc::new(Mutex::new(None));
            let slot = Arc::clone(&result);
            let body = move || {
                let returned = catch_unwind(AssertUnwindSafe(f));
                let died = returned.is_err();
                *slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(returned);
                // Of a thread that nobody can join any more this drops what it returned, and that
                // destructor is the code under test too.
                let dropped = catch_unwind(AssertUnwindSafe(move || drop(slot)));
                engine::close_thread(died || dropped.is_err());
                // A payload's destructor does not belong into the host.
                std::mem::forget(dropped);
            };
            let thread = engine::spawn(self.name, at, Box::new(body));
            Ok(JoinHandle(Place::Model { thread, result }))
        }
    }

    /// The right to wait for a thread. Dropping it lets the thread run on by itself.
    pub struct JoinHandle<T>(Place<T>);

    enum Place<T> {
        Real(std::thread::JoinHandle<T>),
        Model { thread: usize, result: Arc<Mutex<Option<Result<T>>>> },
    }

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
            match self.0 {
                Place::Real(handle) => handle.join(),
                Place::Model { thread, result } => {
                    engine::perform(Op::Join { thread }, engine::here());
                    let mut result = result.lock().unwrap_or_else(PoisonError::into_inner);
                    result.take().expect("a thread that has ended has left its result")
                }
            }
        }
    }

    impl<T> fmt::Debug for JoinHandle<T> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.debug_struct("JoinHandle").finish_non_exhaustive()
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
}
