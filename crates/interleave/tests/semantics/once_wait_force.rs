//! A row and a deadlock for `wait_force` of
//! <https://doc.rust-lang.org/std/sync/struct.Once.html>.

use super::lib::sync::Once;
use super::lib::sync::atomic::{AtomicU32, Ordering::SeqCst};
use super::support::{beside, caught};
use crate::{Deadlock, Row, deadlock, row};

pub(crate) const ROWS: &[Row] = &[row(
    "wait_force waits past the poison for the work to be done",
    "this function blocks until it becomes completed, unlike Once::wait()",
    &["1"],
    || {
        let (_, (), seen) = beside(
            (Once::new(), AtomicU32::new(0)),
            |(once, value)| {
                assert!(caught(|| once.call_once(|| panic!("on purpose"))).is_err());
                once.call_once_force(|_| value.store(1, SeqCst));
            },
            |(once, value)| {
                once.wait_force();
                value.load(SeqCst)
            },
        );
        seen.to_string()
    },
)];

pub(crate) const DEADLOCKS: &[Deadlock] = &[deadlock(
    "a wait_force for a once that stays poisoned does not end",
    "this function blocks until it becomes completed, unlike Once::wait()",
    || {
        let once = Once::new();
        let panicked = caught(|| once.call_once(|| panic!("on purpose")));
        assert!(panicked.is_err());
        once.wait_force();
    },
)];
