//! Rows for `SeqCst` of <https://doc.rust-lang.org/std/sync/atomic/enum.Ordering.html>: the orders
//! that threads can and cannot see.

use super::lib::sync::Arc;
use super::lib::sync::atomic::{AtomicU32, Ordering::Relaxed, Ordering::SeqCst, fence};
use super::start;
use super::support::beside;
use crate::{Row, row};

/// Two variables, both 0.
type Two = (AtomicU32, AtomicU32);

fn two() -> Two {
    (AtomicU32::new(0), AtomicU32::new(0))
}

/// Runs each function on a thread of its own, all on the same two variables.
fn each<const N: usize>(threads: [fn(&Two) -> String; N]) -> String {
    let state = Arc::new(two());
    let threads = threads.map(|run| {
        let state = Arc::clone(&state);
        start(move || run(&state))
    });
    let seen = threads.map(|thread| thread.join().unwrap());
    seen.into_iter().filter(|seen| !seen.is_empty()).collect::<Vec<_>>().join(" ")
}

fn set_x((x, _): &Two) -> String {
    x.store(1, SeqCst);
    String::new()
}

fn set_y((_, y): &Two) -> String {
    y.store(1, SeqCst);
    String::new()
}

/// The value of x, then that of y.
fn x_then_y((x, y): &Two) -> String {
    let x = x.load(SeqCst);
    format!("{x}{}", y.load(SeqCst))
}

/// The value of y, then that of x.
fn y_then_x((x, y): &Two) -> String {
    let y = y.load(SeqCst);
    format!("{y}{}", x.load(SeqCst))
}

pub(crate) const ROWS: &[Row] = &[
    row(
        "store buffering: of two that store and then look, one sees the other",
        "all threads see all sequentially consistent operations in the same order",
        &["0 1", "1 0", "1 1"],
        || {
            let (_, theirs, ours) = beside(
                two(),
                |(x, y)| {
                    x.store(1, SeqCst);
                    y.load(SeqCst)
                },
                |(x, y)| {
                    y.store(1, SeqCst);
                    x.load(SeqCst)
                },
            );
            format!("{theirs} {ours}")
        },
    ),
    row(
        "store buffering with fences: the same",
        "participates in the global program order of the other SeqCst operations and/or fences",
        &["0 1", "1 0", "1 1"],
        || {
            let (_, theirs, ours) = beside(
                two(),
                |(x, y)| {
                    x.store(1, Relaxed);
                    fence(SeqCst);
                    y.load(Relaxed)
                },
                |(x, y)| {
                    y.store(1, Relaxed);
                    fence(SeqCst);
                    x.load(Relaxed)
                },
            );
            format!("{theirs} {ours}")
        },
    ),
    row(
        "message passing: who sees the flag sees the data",
        "all previous writes become visible to all threads",
        &["00", "01", "11"],
        || {
            let (_, (), seen) = beside(
                two(),
                |(data, flag)| {
                    data.store(1, SeqCst);
                    flag.store(1, SeqCst);
                },
                y_then_x,
            );
            seen
        },
    ),
    row(
        "load buffering: of two that look and then store, not both see the other",
        "preserving a total order of such operations across all threads",
        &["0 0", "0 1", "1 0"],
        || {
            let (_, theirs, ours) = beside(
                two(),
                |(x, y)| {
                    let seen = x.load(SeqCst);
                    y.store(1, SeqCst);
                    seen
                },
                |(x, y)| {
                    let seen = y.load(SeqCst);
                    x.store(1, SeqCst);
                    seen
                },
            );
            format!("{theirs} {ours}")
        },
    ),
    row(
        "coherence: a later load does not find an earlier value",
        "all threads see all sequentially consistent operations in the same order",
        &["0 0", "0 1", "0 2", "1 1", "1 2", "2 2"],
        || {
            let (_, (), seen) = beside(
                AtomicU32::new(0),
                |x| {
                    x.store(1, SeqCst);
                    x.store(2, SeqCst);
                },
                |x| {
                    let first = x.load(SeqCst);
                    format!("{first} {}", x.load(SeqCst))
                },
            );
            seen
        },
    ),
    row(
        "coherence: a load after a thread's own store finds it or what came later",
        "all threads see all sequentially consistent operations in the same order",
        &["1, last 1", "2, last 2", "1, last 2"],
        || {
            let (x, (), seen) = beside(
                AtomicU32::new(0),
                |x| x.store(2, SeqCst),
                |x| {
                    x.store(1, SeqCst);
                    x.load(SeqCst)
                },
            );
            format!("{seen}, last {}", x.load(SeqCst))
        },
    ),
    row(
        "2+2W: two that store crosswise cannot both be overtaken by their own first store",
        "preserving a total order of such operations across all threads",
        &["1 2", "2 1", "2 2"],
        || {
            let (state, (), ()) = beside(
                two(),
                |(x, y)| {
                    x.store(1, SeqCst);
                    y.store(2, SeqCst);
                },
                |(x, y)| {
                    y.store(1, SeqCst);
                    x.store(2, SeqCst);
                },
            );
            format!("{} {}", state.0.load(SeqCst), state.1.load(SeqCst))
        },
    ),
    row(
        "S: who sees a store and then stores is not overtaken by what was before it",
        "preserving a total order of such operations across all threads",
        &["0, x is 1", "0, x is 2", "1, x is 1"],
        || {
            let (state, (), seen) = beside(
                two(),
                |(x, y)| {
                    x.store(2, SeqCst);
                    y.store(1, SeqCst);
                },
                |(x, y)| {
                    let seen = y.load(SeqCst);
                    x.store(1, SeqCst);
                    seen
                },
            );
            format!("{seen}, x is {}", state.0.load(SeqCst))
        },
    ),
    row(
        "R: a store that is overtaken is before a load behind the one that overtook it",
        "preserving a total order of such operations across all threads",
        &["0, y is 1", "1, y is 1", "1, y is 2"],
        || {
            let (state, (), seen) = beside(
                two(),
                |(x, y)| {
                    x.store(1, SeqCst);
                    y.store(1, SeqCst);
                },
                |(x, y)| {
                    y.store(2, SeqCst);
                    x.load(SeqCst)
                },
            );
            format!("{seen}, y is {}", state.1.load(SeqCst))
        },
    ),
    row(
        "IRIW: two readers do not disagree on which of two stores came first",
        "all threads see all sequentially consistent operations in the same order",
        &[
            "00 00", "00 01", "00 10", "00 11", "01 00", "01 01", "01 10", "01 11", "10 00",
            "10 01", "10 11", "11 00", "11 01", "11 10", "11 11",
        ],
        || each([set_x, set_y, x_then_y, y_then_x]),
    ),
    row(
        "WRC: what a thread saw before it stored is seen by whoever sees that store",
        "all threads see all sequentially consistent operations in the same order",
        &["0 00", "0 01", "0 10", "0 11", "1 00", "1 01", "1 11"],
        || {
            let pass_on = |(x, y): &Two| {
                let seen = x.load(SeqCst);
                y.store(1, SeqCst);
                seen.to_string()
            };
            each([set_x, pass_on, y_then_x])
        },
    ),
    row(
        "between a load and a store another addition is lost",
        "does not act like a critical section or mutex",
        &["1", "2"],
        || {
            let add = |x: &AtomicU32| x.store(x.load(SeqCst) + 1, SeqCst);
            beside(AtomicU32::new(0), add, add).0.load(SeqCst).to_string()
        },
    ),
    row(
        "fetch_add is one step: each thread gets a number of its own",
        "Adds to the current value, returning the previous value.",
        &["0 1", "1 0"],
        || {
            let next = |x: &AtomicU32| x.fetch_add(1, SeqCst);
            let (_, theirs, ours) = beside(AtomicU32::new(0), next, next);
            format!("{theirs} {ours}")
        },
    ),
    row(
        "swap is one step: the later one gets what the earlier one left",
        "Stores a value into the atomic integer, returning the previous value.",
        &["0 1", "2 0"],
        || {
            let (_, theirs, ours) =
                beside(AtomicU32::new(0), |x| x.swap(1, SeqCst), |x| x.swap(2, SeqCst));
            format!("{theirs} {ours}")
        },
    ),
    row(
        "fetch_max of two threads leaves the larger one",
        "Finds the maximum of the current value and the argument val",
        &["0 1", "2 0"],
        || {
            let (x, theirs, ours) =
                beside(AtomicU32::new(0), |x| x.fetch_max(1, SeqCst), |x| x.fetch_max(2, SeqCst));
            assert_eq!(x.load(SeqCst), 2);
            format!("{theirs} {ours}")
        },
    ),
];
