//! The mark that a panic leaves on a lock.

use std::sync::{LockResult, PoisonError};

/// The value, wrapped in an error if the lock is poisoned.
pub(super) fn poison_or<T>(poisoned: bool, value: T) -> LockResult<T> {
    if poisoned { Err(PoisonError::new(value)) } else { Ok(value) }
}
