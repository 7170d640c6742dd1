//! Rows for <https://doc.rust-lang.org/std/sync/struct.OnceLock.html>.

use super::lib::sync::OnceLock;
use super::lib::sync::atomic::{AtomicU32, Ordering::SeqCst};
use super::support::{beside, caught};
use crate::{Row, row};

pub(crate) const ROWS: &[Row] = &[
    row(
        "a cell is empty until it is set",
        "Returns None if the cell is uninitialized, or being initialized.",
        &["None Ok(()) Some(1)"],
        || {
            let cell = OnceLock::new();
            let before = cell.get().copied();
            let set = cell.set(1);
            format!("{before:?} {set:?} {:?}", cell.get())
        },
    ),
    row(
        "a second set errs with its value and changes nothing",
        "Returns Ok(()) if the cell was uninitialized and Err(value) if the cell was already initialized.",
        &["Err(2) Some(1)"],
        || {
            let cell = OnceLock::new();
            cell.set(1).unwrap();
            let second = cell.set(2);
            format!("{second:?} {:?}", cell.get())
        },
    ),
    row(
        "of two sets one wins, and it may be any",
        "guaranteed to contain a value when set returns, though not necessarily the one provided",
        &["Err(1) Ok(()), 2", "Ok(()) Err(2), 1"],
        || {
            let (cell, theirs, ours) =
                beside(OnceLock::new(), |cell| cell.set(1), |cell| cell.set(2));
            format!("{theirs:?} {ours:?}, {}", cell.get().unwrap())
        },
    ),
    row(
        "a set that errs finds the other value there",
        "The cell is guaranteed to contain a value when set returns",
        &["1 1", "2 2"],
        || {
            let set = |value: i32| {
                move |cell: &OnceLock<i32>| {
                    let _ = cell.set(value);
                    *cell.get().unwrap()
                }
            };
            let (_, theirs, ours) = beside(OnceLock::new(), set(1), set(2));
            format!("{theirs} {ours}")
        },
    ),
    row(
        "a get beside a set finds the value or nothing",
        "Returns None if the cell is uninitialized",
        &["None", "Some(1)"],
        || {
            let (_, _, seen) =
                beside(OnceLock::new(), |cell| cell.set(1), |cell| cell.get().copied());
            format!("{seen:?}")
        },
    ),
    row(
        "a get while the cell is being initialized finds nothing and does not block",
        "Returns None if the cell is uninitialized, or being initialized.",
        &["None Some(1)"],
        || {
            let cell = OnceLock::new();
            let mut during = Some(0);
            cell.get_or_init(|| {
                during = cell.get().copied();
                1
            });
            format!("{during:?} {:?}", cell.get())
        },
    ),
    row(
        "get_or_init takes the value that is there",
        "Gets the contents of the cell, initializing it to f() if the cell was uninitialized.",
        &["1 1"],
        || {
            let cell = OnceLock::new();
            let first = *cell.get_or_init(|| 1);
            format!("{first} {}", cell.get_or_init(|| 2))
        },
    ),
    row(
        "of two get_or_init one function runs, and both find its value",
        "it is guaranteed that only one function will be executed if the function doesn’t panic",
        &["1 1, ran once", "2 2, ran once"],
        || {
            let init = |value: i32| {
                move |(cell, runs): &(OnceLock<i32>, AtomicU32)| {
                    *cell.get_or_init(|| {
                        runs.fetch_add(1, SeqCst);
                        value
                    })
                }
            };
            let state = (OnceLock::new(), AtomicU32::new(0));
            let (state, theirs, ours) = beside(state, init(1), init(2));
            let runs = if state.1.load(SeqCst) == 1 { "once" } else { "not once" };
            format!("{theirs} {ours}, ran {runs}")
        },
    ),
    row(
        "a set beside a get_or_init: one of the two values is there for both",
        "May block if another thread is currently attempting to initialize the cell.",
        &["Err(1) 2", "Ok(()) 1"],
        || {
            let (_, theirs, ours) =
                beside(OnceLock::new(), |cell| cell.set(1), |cell| *cell.get_or_init(|| 2));
            format!("{theirs:?} {ours}")
        },
    ),
    row(
        "an initializer that panics leaves the cell empty, not poisoned",
        "If f() panics, the panic is propagated to the caller, and the cell remains uninitialized.",
        &["on purpose, None, 1"],
        || {
            let cell = OnceLock::new();
            let panicked = caught(|| *cell.get_or_init(|| panic!("on purpose"))).unwrap_err();
            let after = cell.get().copied();
            format!("{panicked}, {after:?}, {}", cell.get_or_init(|| 1))
        },
    ),
    row(
        "who waits for an initializer that panics runs its own",
        "Unlike Mutex, OnceLock is never poisoned on panic.",
        &["2 2", "panicked 2"],
        || {
            let (_, theirs, ours) = beside(
                OnceLock::new(),
                |cell| caught(|| *cell.get_or_init(|| panic!("on purpose"))),
                |cell| *cell.get_or_init(|| 2),
            );
            match theirs {
                Ok(theirs) => format!("{theirs} {ours}"),
                Err(_) => format!("panicked {ours}"),
            }
        },
    ),
    row(
        "wait blocks until somebody has set the cell",
        "Blocks the current thread until the cell is initialized.",
        &["1"],
        || {
            let (_, (), seen) =
                beside(OnceLock::new(), |cell| cell.set(1).unwrap(), |cell| *cell.wait());
            seen.to_string()
        },
    ),
    row(
        "wait outlasts an initializer that panics",
        "Unlike Mutex, OnceLock is never poisoned on panic.",
        &["1"],
        || {
            let (_, (), seen) = beside(
                OnceLock::new(),
                |cell| {
                    assert!(caught(|| *cell.get_or_init(|| panic!("on purpose"))).is_err());
                    cell.get_or_init(|| 1);
                },
                |cell| *cell.wait(),
            );
            seen.to_string()
        },
    ),
    row(
        "get_mut reaches the value if there is one",
        "Gets the mutable reference to the underlying value.",
        &["None Some(2)"],
        || {
            let mut cell = OnceLock::new();
            let before = cell.get_mut().copied();
            cell.set(1).unwrap();
            *cell.get_mut().unwrap() += 1;
            format!("{before:?} {:?}", cell.get())
        },
    ),
    row(
        "take empties the cell, which can be set again",
        "Takes the value out of this OnceLock, moving it back to an uninitialized state.",
        &["None Some(1) None Some(2)"],
        || {
            let mut cell = OnceLock::new();
            let empty = cell.take();
            cell.set(1).unwrap();
            let taken = cell.take();
            let after = cell.get().copied();
            cell.set(2).unwrap();
            format!("{empty:?} {taken:?} {after:?} {:?}", cell.get())
        },
    ),
    row(
        "into_inner gives what is there",
        "Returns None if the cell was uninitialized.",
        &["None Some(1) Some(2)"],
        || {
            let empty = OnceLock::<i32>::new().into_inner();
            let set = OnceLock::new();
            set.set(1).unwrap();
            let from = OnceLock::from(2).into_inner();
            format!("{empty:?} {:?} {from:?}", set.into_inner())
        },
    ),
];
