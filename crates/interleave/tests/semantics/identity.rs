//! Rows for names and numbers of threads: <https://doc.rust-lang.org/std/thread/struct.Thread.html>,
//! <https://doc.rust-lang.org/std/thread/struct.Builder.html>,
//! <https://doc.rust-lang.org/std/thread/struct.ThreadId.html>.

use super::lib::thread;
use crate::{Row, row};

/// The name of the thread that asks.
fn own_name() -> Option<String> {
    thread::current().name().map(str::to_owned)
}

pub(crate) const ROWS: &[Row] = &[
    row(
        "a thread that was spawned without a name has none",
        "By default, spawned threads are unnamed.",
        &["None"],
        || format!("{:?}", thread::spawn(own_name).join().unwrap()),
    ),
    row(
        "a thread knows the name that its builder gave it",
        "To retrieve the thread name from within the thread, use Thread::name.",
        &["Some(\"row worker\")"],
        || {
            let builder = thread::Builder::new().name("row worker".to_owned());
            format!("{:?}", builder.spawn(own_name).unwrap().join().unwrap())
        },
    ),
    row(
        "a handle knows the name of its thread",
        "Extracts a handle to the underlying thread.",
        &["Some(\"row worker\")"],
        || {
            let builder = thread::Builder::new().name("row worker".to_owned()).stack_size(1 << 16);
            let other = builder.spawn(|| ()).unwrap();
            let name = other.thread().name().map(str::to_owned);
            other.join().unwrap();
            format!("{name:?}")
        },
    ),
    row(
        "a thread and its handle have one id",
        "A ThreadId is an opaque object that uniquely identifies each thread",
        &["true"],
        || {
            let other = thread::spawn(|| thread::current().id());
            let id = other.thread().id();
            (other.join().unwrap() == id).to_string()
        },
    ),
    row("a thread keeps its id", "Gets a handle to the thread that invokes it.", &["true"], || {
        (thread::current().id() == thread::current().id()).to_string()
    }),
    row(
        "two threads have two ids",
        "uniquely identifies each thread created during the lifetime of a process",
        &["all differ"],
        || {
            let [one, two] = [(); 2].map(|()| thread::spawn(|| thread::current().id()));
            let (one, two) = (one.join().unwrap(), two.join().unwrap());
            let ours = thread::current().id();
            let differ = one != two && two != ours && ours != one;
            if differ { "all differ".to_owned() } else { "some are equal".to_owned() }
        },
    ),
    row(
        "the id of a thread that has ended is not given again",
        "ThreadIds are guaranteed not to be reused, even when a thread terminates.",
        &["differ"],
        || {
            let id = || thread::spawn(|| thread::current().id()).join().unwrap();
            if id() == id() { "are equal".to_owned() } else { "differ".to_owned() }
        },
    ),
];
