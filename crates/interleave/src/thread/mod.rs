//! Threads: starting, joining, parking; their names and their own values.

#[cfg(not(feature = "model"))]
pub use std::thread::{
    AccessError, Builder, JoinHandle, LocalKey, Result, Scope, ScopedJoinHandle, Thread, ThreadId,
    current, panicking, park, park_timeout, scope, sleep, spawn, yield_now,
};

#[cfg(feature = "model")]
pub use {
    handle::{Thread, ThreadId, current, panicking, park, park_timeout, sleep, yield_now},
    local::{AccessError, LocalKey},
    scoped::{Scope, ScopedJoinHandle, scope},
    spawn::{Builder, JoinHandle, spawn},
    std::thread::Result,
};

#[cfg(feature = "model")]
pub(crate) use spawn::body;

#[cfg(feature = "model")]
mod handle;
#[cfg(feature = "model")]
mod local;
#[cfg(feature = "model")]
mod scoped;
#[cfg(feature = "model")]
mod spawn;
