//! Locks, condition variables, channels, shared ownership, atomics.

mod arc;
pub mod atomic;
pub mod futex;

pub use arc::{Arc, Weak};
pub use std::sync::{LockResult, PoisonError, TryLockError, TryLockResult};

#[cfg(not(feature = "model"))]
pub use std::sync::{
    Barrier, BarrierWaitResult, Condvar, LazyLock, Mutex, MutexGuard, Once, OnceLock, OnceState,
    RwLock, RwLockReadGuard, RwLockWriteGuard, WaitTimeoutResult, mpsc,
};

#[cfg(feature = "model")]
pub use {
    barrier::{Barrier, BarrierWaitResult},
    condvar::{Condvar, WaitTimeoutResult},
    lazy_lock::LazyLock,
    mutex::{Mutex, MutexGuard},
    once::{Once, OnceState},
    once_lock::OnceLock,
    rwlock::{RwLock, RwLockReadGuard, RwLockWriteGuard},
};

#[cfg(feature = "model")]
mod barrier;
#[cfg(feature = "model")]
mod condvar;
#[cfg(feature = "model")]
mod lazy_lock;
#[cfg(feature = "model")]
pub mod mpsc;
#[cfg(feature = "model")]
mod mpsc_end;
#[cfg(feature = "model")]
mod mutex;
#[cfg(feature = "model")]
mod once;
#[cfg(feature = "model")]
mod once_lock;
#[cfg(feature = "model")]
mod poison;
#[cfg(feature = "model")]
mod rwlock;
