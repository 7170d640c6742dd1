//! Rows for <https://doc.rust-lang.org/std/sync/struct.Mutex.html>, without poisoning.

use super::lib::sync::Mutex;
use super::support::{beside, tried};
use crate::{Row, row};

pub(crate) const ROWS: &[Row] = &[
    row(
        "additions under the lock are not lost",
        "the thread is the only thread with the lock held",
        &["2"],
        || {
            let add = |total: &Mutex<u32>| *total.lock().unwrap() += 1;
            let (total, (), ()) = beside(Mutex::new(0), add, add);
            total.lock().unwrap().to_string()
        },
    ),
    row(
        "between two critical sections another one fits",
        "When the guard goes out of scope, the mutex will be unlocked",
        &["1", "2"],
        || {
            let add = |total: &Mutex<u32>| {
                let seen = *total.lock().unwrap();
                *total.lock().unwrap() = seen + 1;
            };
            let (total, (), ()) = beside(Mutex::new(0), add, add);
            total.lock().unwrap().to_string()
        },
    ),
    row(
        "any of two threads may be the first to lock",
        "blocking the current thread until it is able to do so",
        &["ours theirs", "theirs ours"],
        || {
            let order = Mutex::new(Vec::new());
            let (order, (), ()) = beside(
                order,
                |order| order.lock().unwrap().push("theirs"),
                |order| order.lock().unwrap().push("ours"),
            );
            order.lock().unwrap().join(" ")
        },
    ),
    row(
        "two writes under one lock are seen together",
        "the data is only ever accessed when the mutex is locked",
        &["(0, 0)", "(1, 1)"],
        || {
            let (_, (), seen) = beside(
                Mutex::new((0, 0)),
                |pair| {
                    let mut pair = pair.lock().unwrap();
                    pair.0 = 1;
                    pair.1 = 1;
                },
                |pair| *pair.lock().unwrap(),
            );
            format!("{seen:?}")
        },
    ),
    row(
        "a guard that is dropped early unlocks early",
        "To unlock a mutex guard sooner than the end of the enclosing scope",
        &["1"],
        || {
            let value = Mutex::new(0);
            let mut guard = value.lock().unwrap();
            *guard += 1;
            drop(guard);
            value.lock().unwrap().to_string()
        },
    ),
    row(
        "a try_lock beside a lock gets it or would block",
        "because it is already locked, then this call will return the WouldBlock error",
        &["0", "1", "WouldBlock"],
        || {
            let (_, (), seen) = beside(
                Mutex::new(0),
                |value| *value.lock().unwrap() = 1,
                |value| match value.try_lock() {
                    Ok(value) => value.to_string(),
                    refused => tried(refused).to_owned(),
                },
            );
            seen
        },
    ),
    row(
        "a try_lock by the holder would block",
        "This function does not block.",
        &["WouldBlock"],
        || {
            let value = Mutex::new(0);
            let _guard = value.lock().unwrap();
            tried(value.try_lock()).to_owned()
        },
    ),
    row(
        "a try_lock locks, and its guard unlocks",
        "The lock will be unlocked when the guard is dropped.",
        &["Ok WouldBlock Ok"],
        || {
            let value = Mutex::new(0);
            let first = value.try_lock();
            let second = tried(value.try_lock());
            format!("{} {second} {}", tried(first), tried(value.try_lock()))
        },
    ),
    row(
        "of two that try at once at least one gets the lock",
        "If the lock could not be acquired at this time, then Err is returned.",
        &["Ok Ok", "Ok WouldBlock", "WouldBlock Ok"],
        || {
            let attempt = |value: &Mutex<()>| tried(value.try_lock());
            let (_, theirs, ours) = beside(Mutex::new(()), attempt, attempt);
            format!("{theirs} {ours}")
        },
    ),
    row("get_mut needs no lock", "no actual locking needs to take place", &["2"], || {
        let mut value = Mutex::new(1);
        *value.get_mut().unwrap() += 1;
        value.lock().unwrap().to_string()
    }),
    row(
        "get_mut reaches the value although a guard was forgotten, and does not unlock",
        "this method does not clear any previous abandoned locks",
        &["1 WouldBlock"],
        || {
            let mut value = Mutex::new(1);
            std::mem::forget(value.lock().unwrap());
            let seen = *value.get_mut().unwrap();
            format!("{seen} {}", tried(value.try_lock()))
        },
    ),
    row(
        "into_inner gives the value that was written last",
        "Consumes this mutex, returning the underlying data.",
        &["3"],
        || {
            let value = Mutex::new(1);
            *value.lock().unwrap() = 3;
            value.into_inner().unwrap().to_string()
        },
    ),
    row("a mutex may hold a slice", "pub struct Mutex<T: ?Sized>", &["[1, 5, 3]"], || {
        let array = Mutex::new([1, 2, 3]);
        let slice: &Mutex<[i32]> = &array;
        slice.lock().unwrap()[1] = 5;
        format!("{:?}", slice.lock().unwrap())
    }),
];
