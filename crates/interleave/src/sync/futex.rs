//! Waiting on the address of an atomic: what an operating system offers to those who build locks.
//!
//! The system compares and begins to wait in one step, so no wake-up between the two is lost. A
//! wake-up carries no happens-before edge: that is the atomic's business. Names and semantics are
//! those of the crate [`atomic-wait`](https://docs.rs/atomic-wait), which does it outside of models.

use super::atomic::AtomicU32;

/// Waits on the atomic's address, if it has this value. May come back for no reason: look again.
///
/// In a model one wait in an execution does (see `Model::spurious_wakeups`).
#[track_caller]
pub fn wait(atomic: &AtomicU32, value: u32) {
    #[cfg(feature = "model")]
    if atomic.futex_wait(value, crate::engine::here()) {
        return;
    }
    atomic_wait::wait(real(atomic), value);
}

/// Wakes one of the threads that wait on the atomic's address. In a model: any of them.
#[track_caller]
pub fn wake_one(atomic: &AtomicU32) {
    #[cfg(feature = "model")]
    if atomic.futex_wake(false, crate::engine::here()) {
        return;
    }
    atomic_wait::wake_one(real(atomic));
}

/// Wakes all threads that wait on the atomic's address.
#[track_caller]
pub fn wake_all(atomic: &AtomicU32) {
    #[cfg(feature = "model")]
    if atomic.futex_wake(true, crate::engine::here()) {
        return;
    }
    atomic_wait::wake_all(real(atomic));
}

/// The atomic of the real world.
#[cfg(feature = "model")]
fn real(atomic: &AtomicU32) -> &std::sync::atomic::AtomicU32 {
    atomic.real()
}

#[cfg(not(feature = "model"))]
fn real(atomic: &AtomicU32) -> &AtomicU32 {
    atomic
}
