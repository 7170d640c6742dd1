//! Rows for <https://doc.rust-lang.org/std/sync/struct.LazyLock.html>.

use super::lib::sync::atomic::{AtomicU32, Ordering::SeqCst};
use super::lib::sync::{Arc, LazyLock};
use super::lib::thread;
use super::support::{beside, caught};
use crate::{Row, row};

fn seven() -> i32 {
    7
}

fn panics() -> i32 {
    panic!("on purpose")
}

fn count(runs: &Arc<AtomicU32>) -> impl FnOnce() -> u32 + Send + use<> {
    let runs = Arc::clone(runs);
    move || runs.fetch_add(1, SeqCst) + 1
}

pub(crate) const ROWS: &[Row] = &[
    row(
        "the function does not run before the first access",
        "A value which is initialized on the first access.",
        &["0 1 1"],
        || {
            let runs = Arc::new(AtomicU32::new(0));
            let value = LazyLock::new(count(&runs));
            let before = runs.load(SeqCst);
            let seen = *value;
            format!("{before} {seen} {}", runs.load(SeqCst))
        },
    ),
    row(
        "a second access takes the same value",
        "Forces the evaluation of this lazy value and returns a reference to result.",
        &["1 1, same place"],
        || {
            let runs = Arc::new(AtomicU32::new(0));
            let value = LazyLock::new(count(&runs));
            let (first, second) = (LazyLock::force(&value), &*value);
            let place = if std::ptr::eq(first, second) { "same" } else { "another" };
            format!("{first} {second}, {place} place")
        },
    ),
    row(
        "a lazy value of a function pointer needs no second type",
        "pub struct LazyLock<T, F = fn() -> T>",
        &["7"],
        || {
            let value: LazyLock<i32> = LazyLock::new(seven);
            LazyLock::force(&value).to_string()
        },
    ),
    row(
        "of two accesses one runs the function, the other waits for it",
        "any dereferencing call will block the calling thread if another initialization routine is currently running",
        &["1 1"],
        || {
            let runs = Arc::new(AtomicU32::new(0));
            let (_, theirs, ours) =
                beside(LazyLock::new(count(&runs)), |value| **value, |value| **value);
            format!("{theirs} {ours}")
        },
    ),
    row(
        "the function runs in the thread whose access is first",
        "Since initialization may be called from multiple threads",
        &["ours", "theirs"],
        || {
            let who = LazyLock::new(|| thread::current().id());
            let (who, _, _) = beside(who, |who| **who, |who| **who);
            let who = if **who == thread::current().id() { "ours" } else { "theirs" };
            who.to_owned()
        },
    ),
    row(
        "what the function did is seen by whoever has the value",
        "This method will block the calling thread if another initialization routine is currently running.",
        &["2 2"],
        || {
            let steps = Arc::new(AtomicU32::new(0));
            let value = LazyLock::new({
                let steps = Arc::clone(&steps);
                move || {
                    steps.fetch_add(1, SeqCst);
                    steps.fetch_add(1, SeqCst);
                    steps
                }
            });
            let look = |value: &LazyLock<Arc<AtomicU32>, _>| value.load(SeqCst);
            let (_, theirs, ours) = beside(value, look, look);
            format!("{theirs} {ours}")
        },
    ),
    row(
        "a function that panics poisons the value for ever",
        "poisoning in LazyLock is unrecoverable",
        &["on purpose, panicked, panicked"],
        || {
            let value: LazyLock<i32> = LazyLock::new(panics);
            let first = caught(|| *value).unwrap_err();
            let later = || caught(|| *LazyLock::force(&value)).map_or("panicked", |_| "returned");
            format!("{first}, {}, {}", later(), later())
        },
    ),
    row(
        "who waits for a function that panics, panics too, and it runs once",
        "any threads that attempt to access this lock (via a dereference or via an explicit call to force()) will panic",
        &["panicked panicked, ran once"],
        || {
            let runs = Arc::new(AtomicU32::new(0));
            let value: LazyLock<u32, _> = LazyLock::new({
                let run = count(&runs);
                move || match run() {
                    0 => 0,
                    _ => panic!("on purpose"),
                }
            });
            let access =
                |value: &LazyLock<u32, _>| caught(|| **value).map_or("panicked", |_| "returned");
            let (_, theirs, ours) = beside(value, access, access);
            let runs = if runs.load(SeqCst) == 1 { "once" } else { "not once" };
            format!("{theirs} {ours}, ran {runs}")
        },
    ),
    row(
        "a lazy value that nobody uses never runs its function",
        "A value which is initialized on the first access.",
        &["0"],
        || {
            let runs = Arc::new(AtomicU32::new(0));
            drop(LazyLock::new(count(&runs)));
            runs.load(SeqCst).to_string()
        },
    ),
];
