//! Rows for the poisoning of <https://doc.rust-lang.org/std/sync/struct.RwLock.html>.

use super::lib::sync::{PoisonError, RwLock, RwLockWriteGuard};
use super::support::{beside_panic, caught, locked, tried};
use crate::{Row, row};

/// A lock whose writer panicked after it wrote a 1.
fn poisoned() -> RwLock<i32> {
    let value = RwLock::new(0);
    let panicked = caught(|| {
        let mut value = value.write().unwrap();
        *value = 1;
        panic!("on purpose");
    });
    assert!(panicked.is_err());
    value
}

pub(crate) const ROWS: &[Row] = &[
    row(
        "a writer that panics poisons the lock for readers",
        "An RwLock is poisoned whenever a writer panics while holding an exclusive lock.",
        &["Ok", "Poisoned"],
        || {
            let (value, seen) = beside_panic(
                RwLock::new(0),
                |value| {
                    let _guard = value.write();
                    panic!("on purpose");
                },
                |value| locked(value.read()),
            );
            assert!(value.is_poisoned());
            seen.to_owned()
        },
    ),
    row(
        "a reader that panics poisons nothing",
        "If a panic occurs in any reader, then the lock will not be poisoned.",
        &["false Ok Ok"],
        || {
            let (value, ()) = beside_panic(
                RwLock::new(0),
                |value| {
                    let _guard = value.read();
                    panic!("on purpose");
                },
                |_| (),
            );
            let is_poisoned = value.is_poisoned();
            format!("{is_poisoned} {} {}", locked(value.read()), locked(value.write()))
        },
    ),
    row(
        "a panic behind a downgrade poisons nothing",
        "may only be poisoned if a panic occurs while it is locked exclusively (write mode)",
        &["false"],
        || {
            let value = RwLock::new(0);
            let panicked = caught(|| {
                let _guard = RwLockWriteGuard::downgrade(value.write().unwrap());
                panic!("on purpose");
            });
            assert!(panicked.is_err());
            value.is_poisoned().to_string()
        },
    ),
    row(
        "readers and writers find the poison, and it stays",
        "it will remain poisoned until this function is called",
        &["Poisoned Poisoned Poisoned true"],
        || {
            let value = poisoned();
            let read = locked(value.read());
            let write = locked(value.write());
            format!("{read} {write} {} {}", locked(value.read()), value.is_poisoned())
        },
    ),
    row(
        "the error of a writer holds the lock, and the value as it was left",
        "The acquired lock guard will be contained in the returned error.",
        &["1 WouldBlock"],
        || {
            let value = poisoned();
            let guard = value.write().unwrap_or_else(PoisonError::into_inner);
            format!("{guard} {}", tried(value.try_read()))
        },
    ),
    row(
        "a try says poisoned only where it would get the lock",
        "Poisoned will only be returned if the lock would have otherwise been acquired.",
        &["Poisoned Poisoned, Poisoned WouldBlock"],
        || {
            let value = poisoned();
            let read = tried(value.try_read());
            let write = tried(value.try_write());
            let _guard = value.read();
            let beside = tried(value.try_read());
            format!("{read} {write}, {beside} {}", tried(value.try_write()))
        },
    ),
    row(
        "clear_poison makes a lock as good as new, value included",
        "Clear the poisoned state from a lock.",
        &["false Ok 1"],
        || {
            let value = poisoned();
            value.clear_poison();
            let is_poisoned = value.is_poisoned();
            format!("{is_poisoned} {} {}", locked(value.write()), value.read().unwrap())
        },
    ),
    row(
        "get_mut and into_inner of a poisoned lock err with the value",
        "will return an error containing the underlying data if the RwLock is poisoned",
        &["Err 1, Err 2"],
        || {
            let mut value = poisoned();
            let seen = match value.get_mut() {
                Ok(_) => "Ok".to_owned(),
                Err(error) => {
                    let value = error.into_inner();
                    *value += 1;
                    format!("Err {}", *value - 1)
                }
            };
            match value.into_inner() {
                Ok(_) => format!("{seen}, Ok"),
                Err(error) => format!("{seen}, Err {}", error.into_inner()),
            }
        },
    ),
];
