//! Rows for <https://doc.rust-lang.org/std/sync/struct.RwLock.html>, without poisoning.

use super::lib::sync::atomic::{AtomicU32, Ordering::SeqCst};
use super::lib::sync::{Barrier, RwLock, RwLockWriteGuard};
use super::support::{beside, tried};
use crate::{Row, row};

pub(crate) const ROWS: &[Row] = &[
    row("a writer excludes a writer", "at most one writer at any point in time", &["2"], || {
        let add = |total: &RwLock<u32>| *total.write().unwrap() += 1;
        let (total, (), ()) = beside(RwLock::new(0), add, add);
        total.read().unwrap().to_string()
    }),
    row(
        "a writer excludes a reader",
        "This function will not return while other writers or other readers currently have access",
        &["(0, 0)", "(1, 1)"],
        || {
            let (_, (), seen) = beside(
                RwLock::new((0, 0)),
                |pair| {
                    let mut pair = pair.write().unwrap();
                    pair.0 = 1;
                    pair.1 = 1;
                },
                |pair| *pair.read().unwrap(),
            );
            format!("{seen:?}")
        },
    ),
    row(
        "between a read and a write another write fits",
        "allows a number of readers or at most one writer",
        &["1", "2"],
        || {
            let add = |total: &RwLock<u32>| {
                let seen = *total.read().unwrap();
                *total.write().unwrap() = seen + 1;
            };
            let (total, (), ()) = beside(RwLock::new(0), add, add);
            total.read().unwrap().to_string()
        },
    ),
    row(
        "two readers may be inside at once, or one after the other",
        "There may be other readers currently inside the lock when this method returns.",
        &["1 1", "1 2", "2 1"],
        || {
            let enter = |state: &(RwLock<()>, AtomicU32)| {
                let _guard = state.0.read().unwrap();
                let inside = state.1.fetch_add(1, SeqCst) + 1;
                state.1.fetch_sub(1, SeqCst);
                inside
            };
            let (_, theirs, ours) = beside((RwLock::new(()), AtomicU32::new(0)), enter, enter);
            format!("{theirs} {ours}")
        },
    ),
    row(
        "readers never wait for readers",
        "will allow any number of readers to acquire the lock as long as a writer is not holding",
        &["met"],
        || {
            let meet = |state: &(RwLock<()>, Barrier)| {
                let _guard = state.0.read().unwrap();
                state.1.wait();
            };
            beside((RwLock::new(()), Barrier::new(2)), meet, meet);
            "met".to_owned()
        },
    ),
    row(
        "a thread may read twice while no writer comes",
        "any number of readers to acquire the lock [reading: readers of one thread count, though read “might panic”]",
        &["1 1 WouldBlock"],
        || {
            let value = RwLock::new(1);
            let first = value.read().unwrap();
            let second = value.read().unwrap();
            format!("{first} {second} {}", tried(value.try_write()))
        },
    ),
    row(
        "the lock is free when its last reader has left",
        "will release this thread’s shared access once it is dropped",
        &["WouldBlock Ok"],
        || {
            let value = RwLock::new(0);
            let first = value.read().unwrap();
            let second = value.read().unwrap();
            drop(first);
            let with_one = tried(value.try_write());
            drop(second);
            format!("{with_one} {}", tried(value.try_write()))
        },
    ),
    row(
        "try_read and try_write while a reader holds the lock",
        "could not be acquired because it was already locked",
        &["Ok WouldBlock"],
        || {
            let value = RwLock::new(0);
            let _guard = value.read().unwrap();
            let read = tried(value.try_read());
            format!("{read} {}", tried(value.try_write()))
        },
    ),
    row(
        "try_read and try_write while a writer holds the lock",
        "could not be acquired because it was already locked exclusively",
        &["WouldBlock WouldBlock"],
        || {
            let value = RwLock::new(0);
            let _guard = value.write().unwrap();
            let read = tried(value.try_read());
            format!("{read} {}", tried(value.try_write()))
        },
    ),
    row(
        "a try_write locks, and its guard unlocks",
        "an RAII guard is returned which will release the lock when it is dropped",
        &["WouldBlock Ok"],
        || {
            let value = RwLock::new(0);
            let guard = value.try_write().unwrap();
            let read = tried(value.try_read());
            drop(guard);
            format!("{read} {}", tried(value.try_read()))
        },
    ),
    row(
        "a try_read beside a writer gets in or would block",
        "If the access could not be granted at this time, then Err is returned.",
        &["0", "1", "WouldBlock"],
        || {
            let (_, (), seen) = beside(
                RwLock::new(0),
                |value| *value.write().unwrap() = 1,
                |value| match value.try_read() {
                    Ok(value) => value.to_string(),
                    refused => tried(refused).to_owned(),
                },
            );
            seen
        },
    ),
    row(
        "a try_write beside a reader gets in or would block",
        "This function does not block.",
        &["Ok", "WouldBlock"],
        || {
            let (_, _, seen) = beside(
                RwLock::new(0),
                |value| *value.read().unwrap(),
                |value| tried(value.try_write()),
            );
            seen.to_owned()
        },
    ),
    row(
        "a try_read beside a writer that waits gets in or would block",
        "a writer which is waiting to acquire the lock in write might or might not block [reading: try_read as well]",
        &["Ok", "WouldBlock"],
        || {
            let (_, (), seen) = beside(
                (RwLock::new(0), Barrier::new(2)),
                |(value, ready)| {
                    ready.wait();
                    *value.write().unwrap() = 1;
                },
                |(value, ready)| {
                    let _guard = value.read().unwrap();
                    ready.wait();
                    tried(value.try_read())
                },
            );
            seen.to_owned()
        },
    ),
    row(
        "no writer gets between a downgrade and what is read after it",
        "it is impossible for another writing thread to get in between",
        &["1, then 1", "1, then 2"],
        || {
            let (value, (), seen) = beside(
                RwLock::new(0),
                |value| *value.write().unwrap() = 2,
                |value| {
                    let mut guard = value.write().unwrap();
                    *guard = 1;
                    *RwLockWriteGuard::downgrade(guard)
                },
            );
            format!("{seen}, then {}", value.read().unwrap())
        },
    ),
    row(
        "a downgraded guard lets readers in and keeps writers out",
        "Downgrades a write-locked RwLockWriteGuard into a read-locked RwLockReadGuard.",
        &["Ok WouldBlock"],
        || {
            let value = RwLock::new(0);
            let _guard = RwLockWriteGuard::downgrade(value.write().unwrap());
            let read = tried(value.try_read());
            format!("{read} {}", tried(value.try_write()))
        },
    ),
    row(
        "a downgrade lets a reader in that waits",
        "After downgrading, other readers will be allowed to read the protected data.",
        &["1"],
        || {
            let (_, seen, ()) = beside(
                (RwLock::new(0), Barrier::new(2), Barrier::new(2)),
                |(value, written, inside)| {
                    written.wait();
                    let seen = *value.read().unwrap();
                    inside.wait();
                    seen
                },
                |(value, written, inside)| {
                    let mut guard = value.write().unwrap();
                    written.wait();
                    *guard = 1;
                    let _guard = RwLockWriteGuard::downgrade(guard);
                    inside.wait();
                },
            );
            seen.to_string()
        },
    ),
    row(
        "get_mut needs no lock, and into_inner gives the value",
        "no actual locking needs to take place",
        &["2"],
        || {
            let mut value = RwLock::new(1);
            *value.get_mut().unwrap() += 1;
            value.into_inner().unwrap().to_string()
        },
    ),
    row("a lock may hold a slice", "pub struct RwLock<T: ?Sized>", &["[1, 5, 3]"], || {
        let array = RwLock::new([1, 2, 3]);
        let slice: &RwLock<[i32]> = &array;
        slice.write().unwrap()[1] = 5;
        format!("{:?}", &*slice.read().unwrap())
    }),
];
