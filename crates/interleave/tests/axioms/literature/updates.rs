//! Read-modify-writes.

use super::{BIT, LATER, ONE, Row, TWO, ZERO, row};
use crate::written::{X, Y, Z};
use std::sync::atomic::Ordering::{AcqRel, Acquire, Relaxed, Release};

pub(super) fn read_modify_writes() -> Vec<Row> {
    let mp = |name, write, look, values, never| {
        row(name, &[&[X.store(1, Relaxed), write], &[look, X.load(Relaxed)]], values, never)
    };
    vec![
        row(
            "two adds do not read the same",
            &[&[X.fetch_add(1, Relaxed)], &[X.fetch_add(1, Relaxed)]],
            &[BIT, BIT, TWO],
            &["0 0", "1 1"],
        ),
        row(
            "nothing comes between the two halves of an add",
            &[&[X.fetch_add(1, Relaxed)], &[X.store(5, Relaxed)]],
            &[&[0, 5], &[5, 6]],
            &["0 6", "5 5"],
        ),
        row(
            "one of two exchanges succeeds, and the other one sees that",
            &[
                &[X.compare_exchange(0, 1, Relaxed, Relaxed)],
                &[X.compare_exchange(0, 2, Relaxed, Relaxed)],
            ],
            &[&[0, 2], BIT, LATER],
            &["0 0", "2 1", "0 _ 2", "2 _ 1"],
        ),
        row(
            "an exchange that fails may have read what is old",
            &[
                &[X.store(1, Relaxed), Y.store(1, Relaxed)],
                &[Y.load(Relaxed), X.compare_exchange(1, 2, Relaxed, Relaxed)],
            ],
            &[BIT, BIT, LATER, ONE],
            &["_ 0 2", "_ 1 1"],
        ),
        row(
            "… and what it does not succeed with only",
            &[&[X.store(1, Release)], &[X.compare_exchange(0, 2, AcqRel, Acquire)]],
            &[BIT, ONE],
            &[],
        ),
        row(
            "SB with swaps and loads",
            &[&[X.swap(1, AcqRel), Y.load(Acquire)], &[Y.swap(1, AcqRel), X.load(Acquire)]],
            &[ZERO, BIT, ZERO, BIT, ONE, ONE],
            &[],
        ),
        row(
            "adds of one location release and acquire in turn",
            &[
                &[X.store(1, Relaxed), Z.fetch_add(1, AcqRel), Y.load(Relaxed)],
                &[Y.store(1, Relaxed), Z.fetch_add(1, AcqRel), X.load(Relaxed)],
            ],
            &[BIT, BIT, BIT, BIT, ONE, ONE, TWO],
            &["0 _ 0", "1 _ 1", "0 _ 1 0", "1 0 0"],
        ),
        row(
            "relaxed adds of one location do not",
            &[
                &[X.store(1, Relaxed), Z.fetch_add(1, Relaxed), Y.load(Relaxed)],
                &[Y.store(1, Relaxed), Z.fetch_add(1, Relaxed), X.load(Relaxed)],
            ],
            &[BIT, BIT, BIT, BIT, ONE, ONE, TWO],
            &["0 _ 0", "1 _ 1"],
        ),
        mp(
            "MP by a swap that releases",
            Y.swap(1, Release),
            Y.load(Acquire),
            &[ZERO, BIT, BIT, ONE, ONE],
            &["0 1 0"],
        ),
        mp(
            "MP by a swap that acquires",
            Y.swap(1, Acquire),
            Y.load(Acquire),
            &[ZERO, BIT, BIT, ONE, ONE],
            &[],
        ),
        mp(
            "MP to an add that acquires",
            Y.store(2, Release),
            Y.fetch_add(1, Acquire),
            &[&[0, 2], BIT, ONE, &[2, 3]],
            &["2 0", "0 _ _ 3", "2 _ _ 2"],
        ),
        mp(
            "MP to an add that releases",
            Y.store(2, Release),
            Y.fetch_add(1, Release),
            &[&[0, 2], BIT, ONE, &[2, 3]],
            &["0 _ _ 3", "2 _ _ 2"],
        ),
        mp(
            "MP to an exchange that succeeds: the first ordering counts",
            Y.store(1, Release),
            Y.compare_exchange(1, 2, Acquire, Relaxed),
            &[BIT, BIT, ONE, LATER],
            &["1 0", "0 _ _ 2", "1 _ _ 1"],
        ),
        mp(
            "MP to an exchange that succeeds: the second ordering does not count",
            Y.store(1, Release),
            Y.compare_exchange(1, 2, Relaxed, Acquire),
            &[BIT, BIT, ONE, LATER],
            &["0 _ _ 2", "1 _ _ 1"],
        ),
        mp(
            "MP to an exchange that fails: the second ordering counts",
            Y.store(1, Release),
            Y.compare_exchange(0, 2, Relaxed, Acquire),
            &[BIT, BIT, ONE, ONE],
            &["1 0"],
        ),
        mp(
            "MP to an exchange that fails: the first ordering does not count",
            Y.store(1, Release),
            Y.compare_exchange(0, 2, AcqRel, Relaxed),
            &[BIT, BIT, ONE, ONE],
            &[],
        ),
    ]
}
