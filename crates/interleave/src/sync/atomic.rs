//! Atomics and fences: std's, and in a model the explorer's.
//!
//! Every access is one step. In a model the orderings count for happens-before; the values are
//! sequentially consistent (see the [crate's documentation](crate#what-is-not)).

pub use std::sync::atomic::Ordering;

#[cfg(not(feature = "model"))]
pub use std::sync::atomic::{
    AtomicBool, AtomicI8, AtomicI16, AtomicI32, AtomicI64, AtomicIsize, AtomicPtr, AtomicU8,
    AtomicU16, AtomicU32, AtomicU64, AtomicUsize, fence,
};

#[cfg(feature = "model")]
pub use modelled::{
    AtomicBool, AtomicI8, AtomicI16, AtomicI32, AtomicI64, AtomicIsize, AtomicPtr, AtomicU8,
    AtomicU16, AtomicU32, AtomicU64, AtomicUsize, fence,
};

#[cfg(feature = "model")]
mod modelled;
