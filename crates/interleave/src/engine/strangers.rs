//! Threads of the system's own that use what belongs to a model: `std::thread` where `interleave::thread` is
//! meant.
//!
//! Such a thread can only panic, in the middle of code that may catch it, join it, or leave it alone. So that
//! the report names the rule and not what came of it, the first one of each execution is noted.

use super::Loc;
use std::sync::{Mutex, PoisonError};

struct Stranger {
    execution: u64,
    rule: String,
    at: Loc,
}

static NOTED: Mutex<Vec<Stranger>> = Mutex::new(Vec::new());
/// Executions that pass all the same ask for none of theirs.
const MOST: usize = 100;

pub(super) fn note(execution: u64, rule: String, at: Loc) {
    let mut noted = NOTED.lock().unwrap_or_else(PoisonError::into_inner);
    if noted.len() < MOST && noted.iter().all(|stranger| stranger.execution != execution) {
        noted.push(Stranger { execution, rule, at });
    }
}

/// Which rule a stranger broke in this execution, and where.
pub(crate) fn of(execution: u64) -> Option<(String, Loc)> {
    let mut noted = NOTED.lock().unwrap_or_else(PoisonError::into_inner);
    let place = noted.iter().position(|stranger| stranger.execution == execution)?;
    let Stranger { rule, at, .. } = noted.swap_remove(place);
    Some((rule, at))
}
