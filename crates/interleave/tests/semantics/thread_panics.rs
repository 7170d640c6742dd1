//! Rows for threads that panic: <https://doc.rust-lang.org/std/thread/struct.JoinHandle.html>,
//! <https://doc.rust-lang.org/std/thread/fn.panicking.html>.

use super::lib::sync::Arc;
use super::lib::sync::atomic::{AtomicU32, Ordering::SeqCst};
use super::lib::thread;
use super::support::{beside_panic, caught, message};
use crate::{Row, row};
use std::panic::panic_any;

/// Adds to the sum when it is dropped: 10 while its thread panics, else 1.
struct Adds(Arc<AtomicU32>);

impl Drop for Adds {
    fn drop(&mut self) {
        self.0.fetch_add(if thread::panicking() { 10 } else { 1 }, SeqCst);
    }
}

pub(crate) const ROWS: &[Row] = &[
    row(
        "join of a thread that panics errs with the message",
        "Err is returned with the parameter given to panic!",
        &["on purpose"],
        || {
            let payload = thread::spawn(|| panic!("on purpose")).join().unwrap_err();
            message(&*payload)
        },
    ),
    row(
        "a message that was formatted comes as a String",
        "Err is returned with the parameter given to panic!",
        &["on purpose: 7"],
        || {
            let seven = std::hint::black_box(7);
            let other = thread::spawn(move || panic!("on purpose: {seven}"));
            other.join().unwrap_err().downcast_ref::<String>().unwrap().clone()
        },
    ),
    row(
        "a payload of any type arrives",
        "Err of the value given to a call to panic! if the thread panicked",
        &["7"],
        || {
            let payload = thread::spawn(|| panic_any(7_u64)).join().unwrap_err();
            payload.downcast_ref::<u64>().unwrap().to_string()
        },
    ),
    row(
        "a thread that panics has done what was before, and drops what it has",
        "a thread will unwind the stack, running destructors and freeing owned resources",
        &["11"],
        || {
            let sum = Arc::new(AtomicU32::new(0));
            let adds = Adds(Arc::clone(&sum));
            let theirs = Arc::clone(&sum);
            let other = thread::spawn(move || {
                let _adds = adds;
                theirs.fetch_add(1, SeqCst);
                panic!("on purpose");
            });
            assert!(other.join().is_err());
            sum.load(SeqCst).to_string()
        },
    ),
    row(
        "panicking is true while a panic unwinds, and only then",
        "Determines whether the current thread is unwinding because of panic.",
        &["false 1, true 10, false 1"],
        || {
            let sum = Arc::new(AtomicU32::new(0));
            drop(Adds(Arc::clone(&sum)));
            let before = sum.swap(0, SeqCst);
            let adds = Adds(Arc::clone(&sum));
            let panicked = caught(move || {
                let _adds = adds;
                panic!("on purpose");
            });
            assert!(panicked.is_err());
            let during = sum.swap(0, SeqCst);
            drop(Adds(Arc::clone(&sum)));
            let after = sum.load(SeqCst);
            let name = |seen: u32| format!("{} {seen}", seen == 10);
            format!("{}, {}, {}", name(before), name(during), name(after))
        },
    ),
    row(
        "a thread does not panic because another one does",
        "Determines whether the current thread is unwinding",
        &["false false"],
        || {
            let (_, seen) = beside_panic(
                AtomicU32::new(0),
                |value| {
                    value.store(1, SeqCst);
                    panic!("on purpose");
                },
                |value| {
                    let first = thread::panicking();
                    value.load(SeqCst);
                    format!("{first} {}", thread::panicking())
                },
            );
            seen
        },
    ),
    row(
        "a panic that is caught ends no thread",
        "panics in Rust can nonetheless be caught (unless compiling with panic=abort) with catch_unwind",
        &["Ok(1)"],
        || {
            let other = thread::spawn(|| {
                assert!(caught(|| panic!("on purpose")).is_err());
                1
            });
            format!("{:?}", other.join().map_err(|_| "panicked"))
        },
    ),
    row(
        "a thread that panicked is finished",
        "Checks if the associated thread has finished running its main function.",
        &["Err"],
        || {
            let other = thread::spawn(|| panic!("on purpose"));
            while !other.is_finished() {
                thread::yield_now();
            }
            if other.join().is_err() { "Err".to_owned() } else { "Ok".to_owned() }
        },
    ),
];
