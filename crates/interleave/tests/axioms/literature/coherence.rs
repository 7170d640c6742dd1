//! One location, and the orders of writes.

use super::{BIT, LATER, ONE, Row, THREE, TWO, row};
use crate::written::{X, Y, fence};
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release, SeqCst};

pub(super) fn coherence() -> Vec<Row> {
    vec![
        row(
            "CoRR: two reads see two writes in their order",
            &[&[X.store(1, Relaxed)], &[X.load(Relaxed), X.load(Relaxed)]],
            &[BIT, BIT, ONE],
            &["1 0"],
        ),
        row(
            "CoWW: writes of one thread are modifications in their order",
            &[&[X.store(1, Relaxed), X.store(2, Relaxed)], &[X.load(Relaxed), X.load(Relaxed)]],
            &[THREE, THREE, TWO],
            &["1 0", "2 0", "2 1"],
        ),
        row(
            "CoWR: a read does not go behind its own thread's write",
            &[&[X.store(1, Relaxed), X.load(Relaxed)], &[X.store(2, Relaxed)]],
            &[LATER, LATER],
            &["2 1"],
        ),
        row(
            "CoRW: a write is newer than what its thread has read",
            &[&[X.load(Relaxed), X.store(1, Relaxed)], &[X.store(2, Relaxed)]],
            &[&[0, 2], LATER],
            &["2 2"],
        ),
        row(
            "a thread reads its own write before others do",
            &[
                &[X.store(1, Relaxed), X.load(Relaxed), Y.load(Relaxed)],
                &[Y.store(1, Relaxed), Y.load(Relaxed), X.load(Relaxed)],
            ],
            &[ONE, BIT, ONE, BIT, ONE, ONE],
            &[],
        ),
    ]
}

/// Orders of writes.
pub(super) fn writes() -> Vec<Row> {
    let two = |name, [a, b, c, d]: [_; 4], never| {
        row(
            name,
            &[&[X.store(1, a), Y.store(2, b)], &[Y.store(1, c), X.store(2, d)]],
            &[LATER, LATER],
            never,
        )
    };
    let r = |name, [a, b, c, d]: [_; 4], never| {
        row(
            name,
            &[&[X.store(1, a), Y.store(1, b)], &[Y.store(2, c), X.load(d)]],
            &[BIT, ONE, LATER],
            never,
        )
    };
    let s = |name, write, read, never| {
        row(
            name,
            &[&[X.store(2, Relaxed), Y.store(1, write)], &[Y.load(read), X.store(1, Relaxed)]],
            &[BIT, LATER, ONE],
            never,
        )
    };
    vec![
        two("2+2W: both first writes are last", [Relaxed; 4], &[]),
        two("2+2W with release: the same", [Release; 4], &[]),
        two("2+2W, sequentially consistent", [SeqCst; 4], &["1 1"]),
        two("2+2W with one store that is not SeqCst", [Release, SeqCst, SeqCst, SeqCst], &[]),
        row(
            "2+2W with SeqCst fences",
            &[
                &[X.store(1, Relaxed), fence(SeqCst), Y.store(2, Relaxed)],
                &[Y.store(1, Relaxed), fence(SeqCst), X.store(2, Relaxed)],
            ],
            &[LATER, LATER],
            &["1 1"],
        ),
        r("R: the second thread's write is last, and it reads what is old", [Relaxed; 4], &[]),
        r("R with release and acquire: the same", [Release, Release, Release, Acquire], &[]),
        r("R, sequentially consistent", [SeqCst; 4], &["0 _ 2"]),
        r("R with a load that is not SeqCst", [SeqCst, SeqCst, SeqCst, Acquire], &[]),
        r("R with a first store that is not SeqCst", [Release, SeqCst, SeqCst, SeqCst], &[]),
        row(
            "R with SeqCst fences",
            &[
                &[X.store(1, Relaxed), fence(SeqCst), Y.store(1, Relaxed)],
                &[Y.store(2, Relaxed), fence(SeqCst), X.load(Relaxed)],
            ],
            &[BIT, ONE, LATER],
            &["0 _ 2"],
        ),
        s("S: a write before what was seen is last", Relaxed, Relaxed, &[]),
        s("S with release and acquire", Release, Acquire, &["1 2"]),
        s("S with release alone", Release, Relaxed, &[]),
    ]
}
