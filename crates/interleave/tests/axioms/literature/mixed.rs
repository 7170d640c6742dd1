//! SeqCst accesses together with weaker ones.

use super::{BIT, ONE, Row, THREE, TWO, row};
use crate::written::{X, Y, Z};
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release, SeqCst};

pub(super) fn mixed() -> Vec<Row> {
    let z6u = |name, release, never| {
        row(
            name,
            &[
                &[X.store(1, SeqCst), Y.store(1, release)],
                &[Y.fetch_add(1, SeqCst), Y.load(Relaxed)],
                &[Y.store(3, SeqCst), X.load(SeqCst)],
            ],
            &[&[0, 1, 3], &[1, 2, 3, 4], BIT, ONE, &[1, 2, 3, 4]],
            never,
        )
    };
    let w_rwc = |name, first, second, never| {
        row(
            name,
            &[
                &[X.store(1, first), Y.store(1, second)],
                &[Y.load(Acquire), Z.load(SeqCst)],
                &[Z.store(1, SeqCst), X.load(SeqCst)],
            ],
            &[BIT, BIT, BIT, ONE, ONE, ONE],
            never,
        )
    };
    vec![
        // The order of modifications of `y`, and what comes of it, follows from what the add reads.
        z6u(
            "Z6.U: happens-before between two SeqCst accesses need not agree with their order (the \
             paper)",
            Release,
            &[
                "0 2",
                "0 4",
                "0 _ _ _ 2",
                "0 _ _ _ 4",
                "1 1",
                "1 4",
                "1 _ _ _ 1",
                "1 _ _ _ 4",
                "1 3 _ _ 2",
                "3 2",
                "3 3",
                "3 _ _ _ 2",
                "3 _ _ _ 3",
                "3 1 _ _ 4",
            ],
        ),
        z6u(
            "Z6.U, sequentially consistent",
            SeqCst,
            &[
                "0 2",
                "0 4",
                "0 _ _ _ 2",
                "0 _ _ _ 4",
                "1 1",
                "1 4",
                "1 _ _ _ 1",
                "1 _ _ _ 4",
                "1 3 _ _ 2",
                "3 2",
                "3 3",
                "3 _ _ _ 2",
                "3 _ _ _ 3",
                "3 1 _ _ 4",
                // Now the first thread's writes come before the third thread's.
                "0 _ 0 _ 3",
                "1 _ 0 _ 3",
                "3 _ 0 _ 4",
            ],
        ),
        w_rwc(
            "W+RWC: happens-before that begins and ends with other locations does count",
            SeqCst,
            Release,
            &["1 0 0"],
        ),
        w_rwc("W+RWC with a first store that is not SeqCst", Release, Release, &[]),
        w_rwc("W+RWC with a second store that does not release", SeqCst, Relaxed, &[]),
        row(
            "SB+rfis: reading the own store first changes nothing (the paper)",
            &[
                &[X.store(1, Release), X.load(SeqCst), Y.load(SeqCst)],
                &[Y.store(1, Release), Y.load(SeqCst), X.load(SeqCst)],
            ],
            &[ONE, BIT, ONE, BIT, ONE, ONE],
            &[],
        ),
        row(
            "WWmerge: what is acquired from a SeqCst store is no order of SeqCst (the paper)",
            &[
                &[X.load(Acquire), Y.load(SeqCst)],
                &[X.store(1, SeqCst), X.store(2, SeqCst)],
                &[Y.store(1, SeqCst), X.load(SeqCst)],
            ],
            &[THREE, BIT, THREE, TWO, ONE],
            &[],
        ),
    ]
}
