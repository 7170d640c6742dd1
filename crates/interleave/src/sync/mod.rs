//! Locks, condition variables, shared ownership, atomics.

mod arc;
pub mod atomic;

pub use arc::Arc;
pub use std::sync::{LockResult, PoisonError, TryLockError, TryLockResult};

#[cfg(not(feature = "model"))]
pub use std::sync::{Condvar, Mutex, MutexGuard};

#[cfg(feature = "model")]
mod condvar;
#[cfg(feature = "model")]
mod mutex;
#[cfg(feature = "model")]
pub use condvar::Condvar;
#[cfg(feature = "model")]
pub use mutex::{Mutex, MutexGuard};
