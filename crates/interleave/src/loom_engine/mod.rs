//! The second opinion: the same closure under [loom](https://docs.rs/loom/0.7.2/loom/).
//!
//! loom runs after the explorer has passed, and can veto. It judges schedules and memory: what the
//! primitives mean is shared. Nothing of the explorer's result is needed. What depends on the model
//! (does it use weaker orderings, is a mutex ever tried …) is *learned* while it runs, and a pass
//! that learns something is started over.
//!
//! - `opinion`, `end`: what loom can say, and which of its panics say it
//! - `watch`, `pass`: the thread that waits, and the one on which loom runs
//! - `host`: coroutines of our own inside loom's, so that a failed execution is abandoned, never unwound
//! - `run`, `threads`, `learned`: the state of one execution; what is remembered between them
//! - `calls`: the way from the code under test into loom, and back
//! - `spins`: what is made of `yield_now`
//! - `perform`, `atomic`, `lock`, `condvar`, `guarded`: the operations of the seam, in loom's terms
//! - `seam`, `spawn`: the rest of what `engine` offers
//!
//! # How operations become loom's
//!
//! | here | loom |
//! |---|---|
//! | `Mutex`, `Condvar` | its own; where those are known to be wrong, *guarded* |
//! | atomics | `AtomicU64`; without weaker orderings every access is a read-modify-write: then loom is exact |
//! | `UnsafeCell` | its own, one access at the beginning and one at the end |
//! | machines (`RwLock`, channels …) | *guarded* |
//! | threads | its own, on stacks of ours |
//!
//! A *guarded* object is plain state and one atomic. An action on it is a read-modify-write of the
//! atomic, which is where loom may switch, and then a look at the state, which no other thread can
//! interrupt. Two of them are always ordered: loom may miss a data race there, and invents none.

mod atomic;
mod calls;
mod condvar;
mod end;
mod guarded;
mod host;
mod learned;
mod lock;
mod opinion;
mod pass;
mod perform;
mod run;
pub(crate) mod seam;
mod spawn;
mod spins;
mod threads;
mod watch;

pub use opinion::Opinion;
pub(crate) use pass::{Closure, Pass, current, warm_up};
pub(crate) use watch::judge;

/// loom's own limit, the main thread included.
const MOST_THREADS: usize = 5;
/// Executions of a pass.
const BUDGET: usize = 20_000;
/// Operations of a pass: executions with many steps use it up earlier.
const OPERATIONS: u64 = 2_000_000;
/// Branches of an execution, two for each operation on an atomic.
const BRANCHES: usize = 12_000;
/// Preemptions in an execution, from three threads up.
const BOUND: usize = 2;
/// If so few executions lie within the bound, all are tried without it, up to a budget of its own.
const CHEAP: usize = 120;
const UNBOUNDED: usize = 5_000;
