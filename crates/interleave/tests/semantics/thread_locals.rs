//! Rows for <https://doc.rust-lang.org/std/macro.thread_local.html> and
//! <https://doc.rust-lang.org/std/thread/struct.LocalKey.html>.
//!
//! All use is in spawned threads: the thread that runs a row on real threads runs it many times.

use super::lib::sync::Arc;
use super::lib::sync::atomic::{AtomicU32, Ordering::SeqCst};
use super::lib::thread;
use crate::{Row, row};
use std::cell::{Cell, RefCell};

super::lib::thread_local! {
    static NUMBER: Cell<u32> = const { Cell::new(7) };
    static LIST: RefCell<Vec<u32>> = RefCell::new(vec![1]);
    static LAST: RefCell<Option<Stores>> = const { RefCell::new(None) };
    static COUNTED: u32 = count();
    static RUNS: Cell<u32> = const { Cell::new(0) };
}

/// How often the calling thread has called this.
fn count() -> u32 {
    RUNS.set(RUNS.get() + 1);
    RUNS.get()
}

/// Stores when it is dropped.
struct Stores(Arc<AtomicU32>);

impl Drop for Stores {
    fn drop(&mut self) {
        self.0.store(1, SeqCst);
    }
}

/// What the function returns on a thread of its own.
fn spawned<T: Send + 'static>(run: fn() -> T) -> T {
    thread::spawn(run).join().unwrap()
}

pub(crate) const ROWS: &[Row] = &[
    row(
        "a thread finds what it has set itself",
        "Sets or initializes the contained value.",
        &["7 8 9"],
        || {
            spawned(|| {
                let first = NUMBER.get();
                NUMBER.set(8);
                let before = NUMBER.replace(9);
                format!("{first} {before} {}", NUMBER.get())
            })
        },
    ),
    row(
        "each thread has a value of its own",
        "Threads do not share this data, so accesses do not need to be synchronized.",
        &["8 8"],
        || {
            let add = || {
                NUMBER.set(NUMBER.get() + 1);
                NUMBER.get()
            };
            let threads = [(); 2].map(|()| thread::spawn(add));
            let [one, two] = threads.map(|thread| thread.join().unwrap());
            format!("{one} {two}")
        },
    ),
    row(
        "a new thread does not inherit the value of the one that spawned it",
        "a global variable that each thread in the program will have its own copy of",
        &["7 9"],
        || {
            spawned(|| {
                NUMBER.set(9);
                let theirs = thread::spawn(|| NUMBER.get()).join().unwrap();
                format!("{theirs} {}", NUMBER.get())
            })
        },
    ),
    row(
        "a list is borrowed, and kept from one access to the next",
        "Acquires a mutable reference to the contained value.",
        &["[1, 2]"],
        || {
            spawned(|| {
                LIST.with_borrow_mut(|list| list.push(2));
                LIST.with_borrow(|list| format!("{list:?}"))
            })
        },
    ),
    row(
        "take leaves the default behind",
        "Takes the contained value, leaving Default::default() in its place.",
        &["[1] []"],
        || {
            spawned(|| {
                let taken = LIST.take();
                format!("{taken:?} {:?}", LIST.take())
            })
        },
    ),
    row(
        "the initial value is made once for each thread, at its first access",
        "This will lazily initialize the value if this thread has not referenced this key yet.",
        &["0, 1 1"],
        || {
            spawned(|| {
                let before = RUNS.get();
                let first = COUNTED.with(|value| *value);
                format!("{before}, {first} {}", COUNTED.with(|value| *value))
            })
        },
    ),
    row(
        "the value is dropped when its thread ends, before join returns",
        "including all destructors for thread-local variables that might be running after the main function of the thread",
        &["0 1"],
        || {
            let value = Arc::new(AtomicU32::new(0));
            let theirs = Arc::clone(&value);
            let other = thread::spawn(move || {
                LAST.set(Some(Stores(Arc::clone(&theirs))));
                theirs.load(SeqCst)
            });
            let before = other.join().unwrap();
            format!("{before} {}", value.load(SeqCst))
        },
    ),
    row(
        "the value of a thread that panics is dropped too",
        "will destroy the value when the thread exits",
        &["Err 1"],
        || {
            let value = Arc::new(AtomicU32::new(0));
            let theirs = Arc::clone(&value);
            let other = thread::spawn(move || {
                LAST.set(Some(Stores(theirs)));
                panic!("on purpose");
            });
            let joined = if other.join().is_err() { "Err" } else { "Ok" };
            format!("{joined} {}", value.load(SeqCst))
        },
    ),
];
