//! Rows for <https://doc.rust-lang.org/std/sync/struct.Once.html>.

use super::lib::sync::Once;
use super::lib::sync::atomic::{AtomicU32, Ordering::SeqCst};
use super::support::{beside, caught};
use crate::{Row, row};

/// A once, and a value to initialize.
fn fresh() -> (Once, AtomicU32) {
    (Once::new(), AtomicU32::new(0))
}

/// A once whose closure panicked.
fn poisoned() -> Once {
    let once = Once::new();
    assert!(caught(|| once.call_once(|| panic!("on purpose"))).is_err());
    once
}

/// A word for a call that may panic.
fn ended(call: impl FnOnce()) -> &'static str {
    match caught(call) {
        Ok(()) => "returned",
        Err(message) if message == "on purpose" => "panicked by itself",
        Err(_) => "panicked",
    }
}

pub(crate) const ROWS: &[Row] = &[
    row(
        "of two closures one runs, and it may be any",
        "The closure f will only be executed once even if this is called concurrently amongst many threads.",
        &["ours", "theirs"],
        || {
            let (state, (), ()) = beside(
                fresh(),
                |(once, value)| {
                    once.call_once(|| {
                        value.fetch_add(1, SeqCst);
                    })
                },
                |(once, value)| {
                    once.call_once(|| {
                        value.fetch_add(10, SeqCst);
                    })
                },
            );
            match state.1.load(SeqCst) {
                1 => "theirs".to_owned(),
                10 => "ours".to_owned(),
                other => format!("{other}"),
            }
        },
    ),
    row(
        "who returns from call_once finds the work done, whoever did it",
        "When this function returns, it is guaranteed that some initialization has run and completed",
        &["2 2"],
        || {
            let call = |(once, value): &(Once, AtomicU32)| {
                once.call_once(|| {
                    value.fetch_add(1, SeqCst);
                    value.fetch_add(1, SeqCst);
                });
                value.load(SeqCst)
            };
            let (_, theirs, ours) = beside(fresh(), call, call);
            format!("{theirs} {ours}")
        },
    ),
    row(
        "a second closure is not invoked",
        "and otherwise the routine will not be invoked",
        &["1"],
        || {
            let (once, value) = fresh();
            once.call_once(|| value.store(1, SeqCst));
            once.call_once(|| value.store(2, SeqCst));
            value.load(SeqCst).to_string()
        },
    ),
    row(
        "a once is not completed before, nor while, but after its closure ran",
        "call_once() was called, but has not yet completed",
        &["false false true"],
        || {
            let once = Once::new();
            let before = once.is_completed();
            let mut during = true;
            once.call_once(|| during = once.is_completed());
            format!("{before} {during} {}", once.is_completed())
        },
    ),
    row(
        "is_completed beside a call is true or false, and if true the work is done",
        "the false return value would be stale (but still permissible)",
        &["false", "true 1"],
        || {
            let (_, (), seen) = beside(
                fresh(),
                |(once, value)| once.call_once(|| value.store(1, SeqCst)),
                |(once, value)| match once.is_completed() {
                    true => format!("true {}", value.load(SeqCst)),
                    false => "false".to_owned(),
                },
            );
            seen
        },
    ),
    row(
        "a closure that panics poisons the once",
        "it will poison this Once instance, causing all future invocations of call_once to also panic",
        &["panicked panicked false"],
        || {
            let once = poisoned();
            let first = ended(|| once.call_once(|| ()));
            let second = ended(|| once.call_once(|| ()));
            format!("{first} {second} {}", once.is_completed())
        },
    ),
    row(
        "who calls after or during a closure that panics, panics too",
        "If that closure panics, however, then it will poison this Once instance",
        &["panicked by itself, panicked", "returned, returned"],
        || {
            let (_, theirs, ours) = beside(
                Once::new(),
                |once| ended(|| once.call_once(|| panic!("on purpose"))),
                |once| ended(|| once.call_once(|| ())),
            );
            format!("{theirs}, {ours}")
        },
    ),
    row(
        "call_once_force runs although the once is poisoned, and heals it",
        "If f does not panic, the Once will no longer be in a poison state",
        &["poisoned: true, true, returned"],
        || {
            let once = poisoned();
            let mut was_poisoned = false;
            once.call_once_force(|state| was_poisoned = state.is_poisoned());
            let completed = once.is_completed();
            let later = ended(|| once.call_once(|| panic!("on purpose")));
            format!("poisoned: {was_poisoned}, {completed}, {later}")
        },
    ),
    row(
        "call_once_force on a fresh once finds no poison",
        "Returns true if the associated Once was poisoned prior to the invocation of the closure",
        &["false"],
        || {
            let mut was_poisoned = true;
            Once::new().call_once_force(|state| was_poisoned = state.is_poisoned());
            was_poisoned.to_string()
        },
    ),
    row(
        "call_once_force on a completed once does nothing",
        "all future calls to call_once() or call_once_force() will be no-ops",
        &["1"],
        || {
            let (once, value) = fresh();
            once.call_once(|| value.store(1, SeqCst));
            once.call_once_force(|_| value.store(2, SeqCst));
            value.load(SeqCst).to_string()
        },
    ),
    row(
        "a call_once_force that panics leaves the poison",
        "If f panics, the Once will remain in a poison state.",
        &["panicked by itself, panicked"],
        || {
            let once = poisoned();
            let forced = ended(|| once.call_once_force(|_| panic!("on purpose")));
            format!("{forced}, {}", ended(|| once.call_once(|| ())))
        },
    ),
    row(
        "a call_once_force waits for a closure that panics, then runs its own",
        "calling call_once_force() will still invoke the closure f",
        &["fresh, returned", "poisoned, panicked by itself"],
        || {
            let (_, theirs, ours) = beside(
                Once::new(),
                |once| ended(|| once.call_once(|| panic!("on purpose"))),
                |once| {
                    let mut found = "nothing";
                    once.call_once_force(|state| {
                        found = if state.is_poisoned() { "poisoned" } else { "fresh" };
                    });
                    found
                },
            );
            format!("{ours}, {theirs}")
        },
    ),
    row(
        "wait returns when the work is done",
        "Blocks the current thread until initialization has completed.",
        &["1"],
        || {
            let (_, (), seen) = beside(
                fresh(),
                |(once, value)| once.call_once(|| value.store(1, SeqCst)),
                |(once, value)| {
                    once.wait();
                    value.load(SeqCst)
                },
            );
            seen.to_string()
        },
    ),
    row(
        "wait panics for a closure that panics",
        "this method will also panic",
        &["panicked by itself, panicked"],
        || {
            let (_, theirs, ours) = beside(
                Once::new(),
                |once| ended(|| once.call_once(|| panic!("on purpose"))),
                |once| ended(|| once.wait()),
            );
            format!("{theirs}, {ours}")
        },
    ),
];
