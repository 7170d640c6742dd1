//! Two threads that see nothing of each other, or too much.

use super::{BIT, ONE, Row, ZERO, row};
use crate::axioms::program::Statement;
use crate::written::{X, Y, Z, fence};
use std::sync::atomic::Ordering::{AcqRel, Acquire, Relaxed, Release, SeqCst};

pub(super) fn store_buffering() -> Vec<Row> {
    let sb = |name, a: [Statement; 2], b: [Statement; 2], never| {
        row(name, &[&a, &b], &[BIT, BIT, ONE, ONE], never)
    };
    let fenced = |name, a, b, never| {
        row(
            name,
            &[
                &[X.store(1, Relaxed), fence(a), Y.load(Relaxed)],
                &[Y.store(1, Relaxed), fence(b), X.load(Relaxed)],
            ],
            &[BIT, BIT, ONE, ONE],
            never,
        )
    };
    vec![
        sb(
            "SB: neither sees the other",
            [X.store(1, Relaxed), Y.load(Relaxed)],
            [Y.store(1, Relaxed), X.load(Relaxed)],
            &[],
        ),
        sb(
            "SB with release and acquire: the same",
            [X.store(1, Release), Y.load(Acquire)],
            [Y.store(1, Release), X.load(Acquire)],
            &[],
        ),
        sb(
            "SB, sequentially consistent: one sees the other",
            [X.store(1, SeqCst), Y.load(SeqCst)],
            [Y.store(1, SeqCst), X.load(SeqCst)],
            &["0 0"],
        ),
        sb(
            "SB with one load that is not SeqCst",
            [X.store(1, SeqCst), Y.load(Acquire)],
            [Y.store(1, SeqCst), X.load(SeqCst)],
            &[],
        ),
        sb(
            "SB with one store that is not SeqCst",
            [X.store(1, Release), Y.load(SeqCst)],
            [Y.store(1, SeqCst), X.load(SeqCst)],
            &[],
        ),
        fenced("SB with SeqCst fences", SeqCst, SeqCst, &["0 0"]),
        fenced("SB with one SeqCst fence", SeqCst, AcqRel, &[]),
        fenced("SB with weaker fences", AcqRel, AcqRel, &[]),
        row(
            "SB with accesses that are SeqCst in one thread, and a fence that is in the other",
            &[
                &[X.store(1, SeqCst), Y.load(SeqCst)],
                &[Y.store(1, Relaxed), fence(SeqCst), X.load(Relaxed)],
            ],
            &[BIT, BIT, ONE, ONE],
            &["0 0"],
        ),
    ]
}

pub(super) fn load_buffering() -> Vec<Row> {
    vec![
        row(
            "LB: not both, as sb and rf together have no cycle",
            &[&[X.load(Relaxed), Y.store(1, Relaxed)], &[Y.load(Relaxed), X.store(1, Relaxed)]],
            &[BIT, BIT, ONE, ONE],
            &["1 1"],
        ),
        row(
            "LB of three threads",
            &[
                &[X.load(Relaxed), Y.store(1, Relaxed)],
                &[Y.load(Relaxed), Z.store(1, Relaxed)],
                &[Z.load(Relaxed), X.store(1, Relaxed)],
            ],
            &[BIT, BIT, BIT, ONE, ONE, ONE],
            &["1 1 1"],
        ),
        row(
            "SB with read-modify-writes alone is LB as well: each add of nothing is read by a swap",
            &[
                &[X.swap(1, Relaxed), Y.fetch_add(0, Relaxed)],
                &[Y.swap(1, Relaxed), X.fetch_add(0, Relaxed)],
            ],
            &[ZERO, BIT, ZERO, BIT, ONE, ONE],
            &["_ 0 _ 0"],
        ),
    ]
}
