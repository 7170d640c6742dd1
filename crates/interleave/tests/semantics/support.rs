//! What the rows have in common.

use super::lib::sync::{Arc, LockResult, TryLockError, TryLockResult};
use super::start;
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Runs the first function on a thread of its own while the second one runs here, both on the same
/// state. Returns the state, and what the two returned.
pub(crate) fn beside<S, A, B>(
    state: S,
    theirs: impl FnOnce(&S) -> A + Send + 'static,
    ours: impl FnOnce(&S) -> B,
) -> (Arc<S>, A, B)
where
    S: Send + Sync + 'static,
    A: Send + 'static,
{
    let shared = Arc::new(state);
    let state = Arc::clone(&shared);
    let other = start(move || theirs(&state));
    let ours = ours(&shared);
    let theirs = other.join().expect("the other thread does not panic");
    (shared, theirs, ours)
}

/// Like [`beside`], for a first function that panics.
pub(crate) fn beside_panic<S, B>(
    state: S,
    theirs: impl FnOnce(&S) + Send + 'static,
    ours: impl FnOnce(&S) -> B,
) -> (Arc<S>, B)
where
    S: Send + Sync + 'static,
{
    let shared = Arc::new(state);
    let state = Arc::clone(&shared);
    let other = start(move || theirs(&state));
    let ours = ours(&shared);
    assert!(other.join().is_err(), "the other thread panics");
    (shared, ours)
}

/// The message of the panic, if there is one.
pub(crate) fn caught<T>(run: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(run)).map_err(|payload| message(&*payload))
}

/// The message of a panic.
pub(crate) fn message(payload: &(dyn Any + Send)) -> String {
    match (payload.downcast_ref::<&str>(), payload.downcast_ref::<String>()) {
        (Some(text), _) => (*text).to_owned(),
        (None, Some(text)) => text.clone(),
        (None, None) => "no text".to_owned(),
    }
}

/// A word for what a `lock`, `read`, `write` or `wait` returned. Drops the guard.
pub(crate) fn locked<G>(result: LockResult<G>) -> &'static str {
    match result {
        Ok(_) => "Ok",
        Err(_) => "Poisoned",
    }
}

/// A word for what a `try_lock`, `try_read` or `try_write` returned. Drops the guard.
pub(crate) fn tried<G>(result: TryLockResult<G>) -> &'static str {
    match result {
        Ok(_) => "Ok",
        Err(TryLockError::WouldBlock) => "WouldBlock",
        Err(TryLockError::Poisoned(_)) => "Poisoned",
    }
}
