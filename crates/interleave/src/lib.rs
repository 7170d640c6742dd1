//! Concurrency primitives that can be tried under every interleaving.
//!
//! The paths, names and signatures are std's: [`sync`], [`sync::atomic`], [`sync::mpsc`],
//! [`thread`], [`time`], [`cell`], [`hint`], [`thread_local!`], and beside them [`sync::futex`],
//! [`alloc::Track`] and [`fresh!`] for what std does not have. Without the feature `model` they are
//! std's own, at no cost. With it they are the real thing outside of a model, and inside of one
//! (`model`) the explorer's: it tries the model under every interleaving of the threads' operations,
//! and reports the simplest failure that it finds.
//!
//! ```
//! # #[cfg(feature = "model")]
//! interleave::model(|| {
//!     use interleave::{sync::{Arc, Mutex}, thread};
//!
//!     let total = Arc::new(Mutex::new(0));
//!     let theirs = Arc::clone(&total);
//!     let other = thread::spawn(move || *theirs.lock().unwrap() += 1);
//!     *total.lock().unwrap() += 1;
//!     other.join().unwrap();
//!     assert_eq!(*total.lock().unwrap(), 2);
//! });
//! ```
//!
//! - How all interleavings can be tried, which is an essay with its sources: [`how_it_works`].
//! - How to begin in a crate of your own, and what other tools are better at: [`in_your_crate`].
//! - What stale values a load may return, and where the model ends: [`weak_memory`].
//!
//! # What is tried
//!
//! - Every order of the operations of all threads: of locks, waits, notifications, messages, atomic
//!   accesses, joins. Orders that differ only in steps that commute count as one execution.
//! - What the documentation leaves open: any waiter may be the one that `notify_one` wakes, a
//!   reader may or may not be let in while a writer waits, any thread at a barrier may be its leader.
//!   One wait (of a condvar, a futex, or `park`) in each execution may end without a reason
//!   (`Model::spurious_wakeups`), and one `compare_exchange_weak` may fail without one.
//! - `try_lock`, `try_read`, `try_send` … fail exactly while they would have to wait.
//! - Every time limit: a wait that has one may come back empty-handed whenever what it waits for is
//!   not there. The clock moves on by sleeps and by time limits that are up, and by itself once in
//!   an execution between two readings, and at every thirtieth reading.
//! - Every value of `choose`.
//! - Stale reads: where an access is weaker than `SeqCst`, a load may return any store that its
//!   ordering does not rule out, under the memory model RC11: [`weak_memory`].
//! - Plain memory in a [`cell::UnsafeCell`] is watched for data races, by happens-before: also an order
//!   that only a `Relaxed` access enforced is a race. So is the use of an object whose making does not
//!   happen before it.
//! - Whether an [`sync::Arc`] or an [`alloc::Track`] is left over at the end.
//!
//! # What is not
//!
//! - Load buffering, and what else [`weak_memory`] names.
//! - More than one surprise of a kind (a wake-up, a failing exchange, a jump of the clock) in an
//!   execution, unless the model asks for more wake-ups.
//! - Loops that yield or sleep and do more than look: at its fourth yield a thread lets those go
//!   first that could have run since and did not. What lies behind more than three yields is not
//!   tried in every order, only with one preemption and up to a hundred yields, in at most 2,000
//!   executions. (A loop that only looks waits until something has changed, and nothing is left
//!   out, unless it gives up only after more than a hundred turns.) Where each thread that can run
//!   yields, sleeps or runs out of time 200 times in a row, and no other one changes anything
//!   meanwhile, that is a livelock.
//! - What goes on when the main thread is through: the others are waited for, while std ends the
//!   process. One that waits for ever then is a deadlock.
//! - Sleeps that overlap: on the model's clock those of several threads add up.
//! - An execution has at most 5,000 steps, a model at most 16 threads.
//! - What the model's threads do with std's own primitives, with files or sockets, and std's clock.
//!   Where such things stand in a file under test, a model that passes is red all the same, or says
//!   what was not checked (`Model::unseen`). This is found by reading the files: what another crate
//!   does is not.
//! - Fairness: a lock may be taken by the same thread again and again. That a thread gets its turn in
//!   the end is not checked, only that it can.
//!
//! # One execution again
//!
//! A report ends with a code: with `INTERLEAVE_REPLAY=<code>` in its environment the same test runs the
//! failing execution only, so that `dbg!` says everything once, and a debugger stops where you want:
//!
//! ```text
//! INTERLEAVE_REPLAY=10bfb8b29600001102fc rust-gdb --args target/debug/deps/model-… increments_are_not_lost --nocapture
//! ```
//!
//! All threads of the model run on the OS thread that has the test's name. A code holds until the program
//! takes other steps, and is refused then. `replay` runs it in a test of its own, as a regression test.
//!
//! # Differences from std
//!
//! Code that compiles without the feature compiles with it, but for what this table names.
//!
//! | here | std | why |
//! |---|---|---|
//! | [`cell::UnsafeCell::with`], `with_mut` | `get` | an access must be seen; the names are loom's |
//! | [`sync::Arc`] is a type of its own in all modes; unsized ones through `Arc::from(Box<dyn …>)`, no `self: Arc<Self>` | coerces, is a receiver | both are built into the compiler for std's |
//! | `new` of a primitive is `const` only without the feature; statics that work in both modes through [`fresh!`], which in a model are used by their methods or by `*`; objects in a `const` through `fresh!(…)` | `const` | in a model it registers the object |
//! | with the feature an atomic has no `as_ptr`, `from_ptr` or arithmetic on pointers, and nothing has its deprecated methods | has | the value lives in the engine |
//! | with the feature a guard of an [`sync::RwLock`] is invariant in its value | covariant | |
//! | [`sync::Condvar`] with two mutexes at once does not notice | panics | |
//! | `Debug` of a [`sync::Mutex`] or [`sync::RwLock`] does not show the value | tries to lock | it would be a step |
//! | in a model a sender that takes the place of a received message comes after the receive | not said | std's channels, as most, are built so; a channel can then serve as a semaphore |
//! | in a model `join` and [`thread::scope`] also wait for the destructors of a thread's own values | `join` on most systems, `scope` never | |
//! | in a model every stack has 2 MiB | own | threads are coroutines on one OS thread |
//! | in a model three seconds without an operation are an endless loop | | nothing hangs |
//!
//! A guard that lives through a caught panic may poison its lock falsely while another thread of
//! the model unwinds: std counts panics for the OS thread.

#[cfg(feature = "model")]
mod check;
#[cfg(feature = "model")]
mod choice;
#[cfg(feature = "model")]
mod crash;
#[cfg(feature = "model")]
mod engine;
#[cfg(feature = "model")]
mod explorer;
#[cfg(feature = "model")]
mod fresh;
#[cfg(feature = "model")]
mod locals;
#[cfg(feature = "loom")]
mod loom_engine;
#[cfg(all(feature = "model", not(feature = "loom")))]
#[path = "loom_engine/absent.rs"]
mod loom_engine;
#[cfg(feature = "model")]
mod machine;
#[cfg(feature = "model")]
mod record;
#[cfg(feature = "model")]
mod report;
#[cfg(feature = "model")]
mod seeded;
#[cfg(feature = "model")]
mod unseen;
#[cfg(feature = "model")]
mod witness;

pub mod alloc;
pub mod cell;
pub mod hint;
pub mod sync;
pub mod thread;
pub mod time;

#[doc = include_str!("how_it_works.md")]
pub mod how_it_works {}

#[doc = include_str!("in_your_crate.md")]
pub mod in_your_crate {}

#[doc = include_str!("weak_memory.md")]
pub mod weak_memory {}

#[cfg(feature = "model")]
pub use check::{
    Checked, Child, Limit, Linearizable, Loom, Model, Outcomes, Processes, Report, Specified, Tree,
    assert_form, assert_keeps, assert_refuses, linearizable, model, outcomes, pause, processes,
    refuses, replay,
};
#[cfg(feature = "model")]
#[doc(hidden)]
pub use check::{EveryResult, Memory, SecondOpinion, every_result};
#[cfg(feature = "model")]
pub use choice::choose;
#[cfg(feature = "model")]
pub use fresh::Fresh;
#[cfg(not(feature = "model"))]
pub use std::thread_local;

/// The engines are compiled in. Benches refuse to measure them.
pub const MODEL: bool = cfg!(feature = "model");

/// Marks a place that at least one execution of a model must reach: nothing without the feature
/// `model`.
#[cfg(not(feature = "model"))]
#[macro_export]
macro_rules! reach {
    ($what:literal) => {
        ()
    };
}

/// Stops a process that a test has started: nothing without the feature `model`.
#[cfg(not(feature = "model"))]
pub fn pause(_place: &str) {}

/// Declares statics that every execution of a model makes anew, and describes objects in a `const`:
/// ordinary ones without the feature `model`.
#[cfg(not(feature = "model"))]
#[macro_export]
macro_rules! fresh {
    ($($(#[$attribute:meta])* $visibility:vis static $name:ident: $type:ty = $init:expr;)+) => {$(
        $(#[$attribute])*
        $visibility static $name: $type = $init;
    )+};
    ($init:expr) => {
        $init
    };
}

/// What `fresh!(…)` in a `const` describes: without the feature `model`, the object itself.
#[cfg(not(feature = "model"))]
pub type Fresh<T> = T;

#[cfg(feature = "model")]
#[doc(hidden)]
pub mod __private {
    pub use crate::fresh::FreshStatic;
    #[cfg(feature = "seeded")]
    pub use crate::seeded::{FoundBy, hunt};
    pub use crate::witness::{Witness, reached};
    pub use inventory;
}
