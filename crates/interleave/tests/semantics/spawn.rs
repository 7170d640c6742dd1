//! Rows for <https://doc.rust-lang.org/std/thread/fn.spawn.html>, and for the
//! [`JoinHandle`](https://doc.rust-lang.org/std/thread/struct.JoinHandle.html), without panics.

use super::lib::sync::Arc;
use super::lib::sync::atomic::{AtomicU32, Ordering::SeqCst};
use super::lib::thread;
use super::lib::time::Duration;
use crate::{Row, row};

/// Stores when it is dropped.
struct Stores(Arc<AtomicU32>);

impl Drop for Stores {
    fn drop(&mut self) {
        self.0.store(1, SeqCst);
    }
}

/// What a load finds that stands behind the function, while another thread stores a 1.
fn beside_store(pause: fn()) -> String {
    let value = Arc::new(AtomicU32::new(0));
    let theirs = Arc::clone(&value);
    let other = thread::spawn(move || theirs.store(1, SeqCst));
    pause();
    let seen = value.load(SeqCst);
    other.join().unwrap();
    seen.to_string()
}

pub(crate) const ROWS: &[Row] = &[
    row(
        "join gives what the thread returned",
        "containing Ok of the final value produced by the spawned thread",
        &["Ok(7)"],
        || format!("{:?}", thread::spawn(|| 7).join().map_err(|_| "panicked")),
    ),
    row(
        "a new thread runs at once, later, or at any time in between",
        "the spawned thread may or may not outlive the spawning thread",
        &["0", "1"],
        || beside_store(|| ()),
    ),
    row(
        "after a join all that the thread did has been done",
        "operations performed by that thread happen before all operations that happen after join returns",
        &["1"],
        || {
            let value = Arc::new(AtomicU32::new(0));
            let theirs = Arc::clone(&value);
            thread::spawn(move || theirs.store(1, SeqCst)).join().unwrap();
            value.load(SeqCst).to_string()
        },
    ),
    row(
        "a thread sees what was done before it was spawned",
        "Spawns a new thread, returning a JoinHandle for it.",
        &["1", "2"],
        || {
            let value = Arc::new(AtomicU32::new(0));
            let theirs = Arc::clone(&value);
            value.store(1, SeqCst);
            let other = thread::spawn(move || theirs.load(SeqCst));
            value.store(2, SeqCst);
            other.join().unwrap().to_string()
        },
    ),
    row(
        "a thread whose handle is dropped goes on by itself",
        "If the join handle is dropped, the spawned thread will implicitly be detached.",
        &["0", "1"],
        || {
            let value = Arc::new(AtomicU32::new(0));
            let theirs = Arc::clone(&value);
            drop(thread::spawn(move || theirs.store(1, SeqCst)));
            value.load(SeqCst).to_string()
        },
    ),
    row(
        "a thread may join another one",
        "there is no parent/child relationship between a thread that spawns a new thread and the thread being spawned",
        &["8"],
        || {
            let first = thread::spawn(|| 7);
            let second = thread::spawn(move || first.join().unwrap() + 1);
            second.join().unwrap().to_string()
        },
    ),
    row(
        "a thread may spawn another one, and end before it",
        "the spawned thread may or may not outlive the spawning thread",
        &["0 then 1", "1 then 1"],
        || {
            let value = Arc::new(AtomicU32::new(0));
            let theirs = Arc::clone(&value);
            let first = thread::spawn(|| thread::spawn(move || theirs.store(1, SeqCst)));
            let second = first.join().unwrap();
            let seen = value.load(SeqCst);
            second.join().unwrap();
            format!("{seen} then {}", value.load(SeqCst))
        },
    ),
    row(
        "what the closure owned is dropped before join returns",
        "it fully waits for the thread to finish",
        &["1"],
        || {
            let value = Arc::new(AtomicU32::new(0));
            let stores = Stores(Arc::clone(&value));
            let other = thread::spawn(move || {
                let _owned = &stores;
            });
            other.join().unwrap();
            value.load(SeqCst).to_string()
        },
    ),
    row(
        "what nobody took from a thread is dropped, with the thread or with the handle",
        "If the join handle is dropped, the spawned thread will implicitly be detached.",
        &["0", "1"],
        || {
            let value = Arc::new(AtomicU32::new(0));
            let stores = Stores(Arc::clone(&value));
            drop(thread::spawn(move || stores));
            value.load(SeqCst).to_string()
        },
    ),
    row(
        "a yield orders nothing",
        "signaling that the calling thread is willing to give up its remaining timeslice",
        &["0", "1"],
        || beside_store(thread::yield_now),
    ),
    row(
        "a sleep orders nothing",
        "The thread may sleep longer than the duration specified",
        &["0", "1"],
        || beside_store(|| thread::sleep(Duration::from_micros(1))),
    ),
    row(
        "is_finished beside a thread is true or false, and stays true",
        "Checks if the associated thread has finished running its main function.",
        &["false false", "false true", "true true"],
        || {
            let value = AtomicU32::new(0);
            let other = thread::spawn(move || value.store(1, SeqCst));
            let first = other.is_finished();
            let second = other.is_finished();
            other.join().unwrap();
            format!("{first} {second}")
        },
    ),
    row(
        "a thread that has not done all its work is not finished",
        "Checks if the associated thread has finished running its main function.",
        &["false 0", "false 1", "true 1"],
        || {
            let value = Arc::new(AtomicU32::new(0));
            let theirs = Arc::clone(&value);
            let other = thread::spawn(move || theirs.store(1, SeqCst));
            let finished = other.is_finished();
            format!("{finished} {}", value.load(SeqCst))
        },
    ),
    row(
        "who waits for is_finished finds all done",
        "once this returns true, join can be expected to return quickly",
        &["1"],
        || {
            let value = Arc::new(AtomicU32::new(0));
            let theirs = Arc::clone(&value);
            let other = thread::spawn(move || theirs.store(1, SeqCst));
            while !other.is_finished() {
                thread::yield_now();
            }
            let seen = value.load(SeqCst);
            other.join().unwrap();
            seen.to_string()
        },
    ),
    row(
        "threads are joined in any order",
        "Waits for the associated thread to finish.",
        &["[0, 1, 2]"],
        || {
            let mut threads: Vec<_> = (0..3).map(|me| thread::spawn(move || me)).collect();
            threads.reverse();
            let mut seen: Vec<_> =
                threads.into_iter().map(|thread| thread.join().unwrap()).collect();
            seen.reverse();
            format!("{seen:?}")
        },
    ),
];
