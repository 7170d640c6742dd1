//! Rows for <https://doc.rust-lang.org/std/thread/fn.scope.html>.

use super::lib::sync::Mutex;
use super::lib::sync::atomic::{AtomicU32, Ordering::SeqCst};
use super::lib::thread;
use super::support::{caught, message};
use crate::{Row, row};

pub(crate) const ROWS: &[Row] = &[
    row(
        "a scoped thread borrows what is outside",
        "scoped threads can borrow non-'static data",
        &["3"],
        || {
            let mut local = 1;
            thread::scope(|scope| {
                scope.spawn(|| local += 2);
            });
            local.to_string()
        },
    ),
    row(
        "at the end of the scope all its threads have ended",
        "the scope guarantees all threads will be joined at the end of the scope",
        &["2"],
        || {
            let count = AtomicU32::new(0);
            thread::scope(|scope| {
                for _ in 0..2 {
                    scope.spawn(|| count.fetch_add(1, SeqCst));
                }
            });
            count.load(SeqCst).to_string()
        },
    ),
    row(
        "inside the scope its threads run beside the closure",
        "Creates a scope for spawning scoped threads.",
        &["0", "1"],
        || {
            let value = AtomicU32::new(0);
            let seen = thread::scope(|scope| {
                scope.spawn(|| value.store(1, SeqCst));
                value.load(SeqCst)
            });
            seen.to_string()
        },
    ),
    row(
        "scoped threads run beside each other",
        "through which scoped threads can be spawned",
        &["12", "21"],
        || {
            let order = Mutex::new(String::new());
            thread::scope(|scope| {
                for me in ["1", "2"] {
                    let order = &order;
                    scope.spawn(move || order.lock().unwrap().push_str(me));
                }
            });
            order.into_inner().unwrap()
        },
    ),
    row(
        "the scope returns what its closure returns",
        "pub fn scope<'env, F, T>(f: F) -> T",
        &["7"],
        || thread::scope(|_| 7).to_string(),
    ),
    row(
        "a scoped thread that is joined gives what it returned",
        "The join handle provides a join method that can be used to join the spawned thread.",
        &["Ok(7), then 1"],
        || {
            let value = AtomicU32::new(0);
            thread::scope(|scope| {
                let other = scope.spawn(|| {
                    value.store(1, SeqCst);
                    7
                });
                let returned = other.join().map_err(|_| "panicked");
                format!("{returned:?}, then {}", value.load(SeqCst))
            })
        },
    ),
    row(
        "a scoped thread may spawn into its scope",
        "the time during which new scoped threads may be spawned",
        &["2"],
        || {
            let count = AtomicU32::new(0);
            thread::scope(|scope| {
                scope.spawn(|| {
                    count.fetch_add(1, SeqCst);
                    scope.spawn(|| count.fetch_add(1, SeqCst));
                });
            });
            count.load(SeqCst).to_string()
        },
    ),
    row(
        "a scope with a thread that panics unjoined panics, after all have ended",
        "In that case, if the spawned thread panics, scope will panic after all threads are joined.",
        &["panicked, 1"],
        || {
            let value = AtomicU32::new(0);
            let panicked = caught(|| {
                thread::scope(|scope| {
                    scope.spawn(|| panic!("on purpose"));
                    scope.spawn(|| value.store(1, SeqCst));
                });
            });
            let word = if panicked.is_err() { "panicked" } else { "returned" };
            format!("{word}, {}", value.load(SeqCst))
        },
    ),
    row(
        "a scope with a thread that panics and is joined does not panic",
        "If you want to handle panics from spawned threads, join them before the end of the scope.",
        &["Ok(\"on purpose\")"],
        || {
            let joined = caught(|| {
                thread::scope(|scope| {
                    let other = scope.spawn(|| panic!("on purpose"));
                    message(&*other.join().unwrap_err())
                })
            });
            format!("{joined:?}")
        },
    ),
    row(
        "a scope whose closure panics waits for its threads, then panics like that",
        "will be automatically joined before this function returns [reading: or panics]",
        &["on purpose, 1"],
        || {
            let value = AtomicU32::new(0);
            let panicked = caught(|| {
                thread::scope(|scope| {
                    scope.spawn(|| value.store(1, SeqCst));
                    panic!("on purpose");
                });
            });
            format!("{}, {}", panicked.unwrap_err(), value.load(SeqCst))
        },
    ),
    row(
        "a scope in a scope ends first",
        "This lifetime must outlast the call to scope",
        &["1 2"],
        || {
            let count = AtomicU32::new(0);
            let inner = thread::scope(|_| {
                thread::scope(|scope| {
                    scope.spawn(|| count.fetch_add(1, SeqCst));
                });
                count.fetch_add(1, SeqCst)
            });
            format!("{inner} {}", count.load(SeqCst))
        },
    ),
    row(
        "a scoped thread says whether it has finished",
        "Checks if the associated thread has finished running its main function.",
        &["false 0", "false 1", "true 1"],
        || {
            let value = AtomicU32::new(0);
            thread::scope(|scope| {
                let other = scope.spawn(|| value.store(1, SeqCst));
                let finished = other.is_finished();
                format!("{finished} {}", value.load(SeqCst))
            })
        },
    ),
    row(
        "a scoped thread may have a name",
        "Spawns a new scoped thread using the settings set through this Builder.",
        &["Some(\"row scoped\")"],
        || {
            thread::scope(|scope| {
                let builder = thread::Builder::new().name("row scoped".to_owned());
                let other =
                    builder.spawn_scoped(scope, || thread::current().name().map(str::to_owned));
                format!("{:?}", other.unwrap().join().unwrap())
            })
        },
    ),
];
