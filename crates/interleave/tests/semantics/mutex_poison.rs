//! Rows for the poisoning of <https://doc.rust-lang.org/std/sync/struct.Mutex.html>.

use super::lib::sync::{Arc, Mutex, PoisonError};
use super::support::{beside_panic, caught, locked, tried};
use crate::{Row, row};

/// A mutex whose holder panicked after it wrote a 1.
fn poisoned() -> Mutex<i32> {
    let value = Mutex::new(0);
    let panicked = caught(|| {
        let mut value = value.lock().unwrap();
        *value = 1;
        panic!("on purpose");
    });
    assert!(panicked.is_err());
    value
}

/// Locks while it is dropped.
struct LocksInDrop(Arc<Mutex<i32>>);

impl Drop for LocksInDrop {
    fn drop(&mut self) {
        *self.0.lock().unwrap() = 1;
    }
}

pub(crate) const ROWS: &[Row] = &[
    row(
        "a thread that panics with the lock poisons it",
        "becomes poisoned if it recognizes that the thread holding it has panicked",
        &["Ok", "Poisoned"],
        || {
            let (value, seen) = beside_panic(
                Mutex::new(0),
                |value| {
                    let _guard = value.lock();
                    panic!("on purpose");
                },
                |value| locked(value.lock()),
            );
            assert!(value.is_poisoned());
            seen.to_owned()
        },
    ),
    row(
        "a thread that panics after it unlocked poisons nothing",
        "if it recognizes that the thread holding it has panicked",
        &["Ok 1"],
        || {
            let (value, ()) = beside_panic(
                Mutex::new(0),
                |value| {
                    *value.lock().unwrap() = 1;
                    panic!("on purpose");
                },
                |_| (),
            );
            format!("{} {}", locked(value.lock()), value.lock().unwrap())
        },
    ),
    row(
        "a panic that is caught poisons all the same",
        "the thread holding it has panicked",
        &["true Poisoned"],
        || {
            let value = poisoned();
            format!("{} {}", value.is_poisoned(), locked(value.lock()))
        },
    ),
    row(
        "the error holds the lock, and the value as it was left",
        "The acquired mutex guard will be contained in the returned error.",
        &["1 WouldBlock"],
        || {
            let value = poisoned();
            let guard = value.lock().unwrap_err();
            let seen = **guard.get_ref();
            let second = tried(value.try_lock());
            drop(guard.into_inner());
            format!("{seen} {second}")
        },
    ),
    row(
        "a mutex stays poisoned, however often it is locked",
        "it will remain poisoned until this function is called",
        &["Poisoned Poisoned true"],
        || {
            let value = poisoned();
            format!("{} {} {}", locked(value.lock()), locked(value.lock()), value.is_poisoned())
        },
    ),
    row(
        "clear_poison makes it as good as new, value included",
        "Clear the poisoned state from a mutex.",
        &["false Ok 1"],
        || {
            let value = poisoned();
            value.clear_poison();
            let is_poisoned = value.is_poisoned();
            format!("{is_poisoned} {} {}", locked(value.lock()), value.lock().unwrap())
        },
    ),
    row(
        "a try_lock of a poisoned mutex says so",
        "this call will return the Poisoned error if the mutex would otherwise be acquired",
        &["Poisoned"],
        || tried(poisoned().try_lock()).to_owned(),
    ),
    row(
        "a try_lock of a poisoned mutex that is held would block",
        "return the Poisoned error if the mutex would otherwise be acquired",
        &["WouldBlock"],
        || {
            let value = poisoned();
            let _guard = value.lock().unwrap_or_else(PoisonError::into_inner);
            tried(value.try_lock()).to_owned()
        },
    ),
    row(
        "is_poisoned beside a holder that panics is true or false",
        "the mutex can still become poisoned at any time",
        &["false", "true"],
        || {
            let (_, seen) = beside_panic(
                Mutex::new(0),
                |value| {
                    let _guard = value.lock();
                    panic!("on purpose");
                },
                Mutex::is_poisoned,
            );
            seen.to_string()
        },
    ),
    row(
        "a lock taken while a panic unwinds is not poisoned by that panic",
        "If a mutex is locked while a panic is underway, e.g. within a Drop implementation",
        &["false 1"],
        || {
            let value = Arc::new(Mutex::new(0));
            let locks = LocksInDrop(Arc::clone(&value));
            let panicked = caught(move || {
                let _locks = locks;
                panic!("on purpose");
            });
            assert!(panicked.is_err());
            format!("{} {}", value.is_poisoned(), value.lock().unwrap())
        },
    ),
    row(
        "into_inner of a poisoned mutex errs with the value",
        "this call will return an error containing the underlying data",
        &["Err 1"],
        || match poisoned().into_inner() {
            Ok(value) => format!("Ok {value}"),
            Err(error) => format!("Err {}", error.into_inner()),
        },
    ),
    row(
        "get_mut of a poisoned mutex errs with the value, and does not clear it",
        "this call will return an error containing a mutable reference",
        &["Err 2 true"],
        || {
            let mut value = poisoned();
            match value.get_mut() {
                Ok(_) => "Ok".to_owned(),
                Err(error) => {
                    let inner = error.into_inner();
                    *inner += 1;
                    let seen = *inner;
                    format!("Err {seen} {}", value.is_poisoned())
                }
            }
        },
    ),
];
