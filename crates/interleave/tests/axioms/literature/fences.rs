//! SeqCst fences.

use super::{BIT, ONE, Row, ZERO, row};
use crate::written::{X, Y, Z, fence};
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release, SeqCst};

pub(super) fn fences() -> Vec<Row> {
    let rwc = |name, write, never| {
        row(
            name,
            &[
                &[X.store(1, write)],
                &[X.load(Relaxed), fence(SeqCst), Y.load(Relaxed)],
                &[Y.store(1, SeqCst), X.load(SeqCst)],
            ],
            &[BIT, BIT, BIT, ONE, ONE],
            never,
        )
    };
    vec![
        row(
            "W+RWC with SeqCst fences (the paper)",
            &[
                &[X.store(1, Relaxed), Y.store(1, Release)],
                &[Y.load(Acquire), fence(SeqCst), Z.load(Relaxed)],
                &[Z.store(1, Relaxed), fence(SeqCst), X.load(Relaxed)],
            ],
            &[BIT, BIT, BIT, ONE, ONE, ONE],
            &["1 0 0"],
        ),
        row(
            "W+RWC with accesses that are SeqCst in one thread, and a fence that is in another",
            &[
                &[X.store(1, Relaxed), Y.store(1, Release)],
                &[Y.load(Acquire), fence(SeqCst), Z.load(Relaxed)],
                &[Z.store(1, SeqCst), X.load(SeqCst)],
            ],
            &[BIT, BIT, BIT, ONE, ONE, ONE],
            &["1 0 0"],
        ),
        row(
            "a SeqCst fence counts for who acquires what was released behind it",
            &[
                &[Z.store(1, Relaxed), fence(SeqCst), Y.store(1, Release)],
                &[Y.load(Acquire), X.load(Relaxed)],
                &[X.store(1, SeqCst), Z.load(SeqCst)],
            ],
            &[BIT, BIT, BIT, ONE, ONE, ONE],
            &["1 0 0"],
        ),
        rwc("RWC: a fence acquires what a SeqCst store releases", SeqCst, &["1 0 0"]),
        rwc("RWC with a first store that does not release (C++20 forbids it)", Relaxed, &[]),
        row(
            "a SeqCst load may read what a fence happens before, and miss more (C++20 forbids it)",
            &[
                &[X.store(1, Relaxed), fence(SeqCst), Z.store(1, Relaxed)],
                &[Z.load(Acquire), Y.store(1, Relaxed)],
                &[Y.load(SeqCst), X.load(SeqCst)],
            ],
            &[BIT, BIT, BIT, ONE, ONE, ONE],
            &[],
        ),
        row(
            "a SeqCst read-modify-write is no fence",
            &[
                &[X.store(1, Relaxed), Z.fetch_add(1, SeqCst), Y.load(Relaxed)],
                &[Y.store(1, Relaxed), fence(SeqCst), X.load(Relaxed)],
            ],
            &[ZERO, BIT, BIT, ONE, ONE, ONE],
            &[],
        ),
        // The last three are Ori Lahav's, https://github.com/rust-lang/miri/pull/4057.
        row(
            "fences: what is read but not acquired in between is no order",
            &[
                &[Z.store(1, Relaxed), fence(SeqCst), X.store(1, Relaxed)],
                &[X.load(Relaxed), Y.store(1, Relaxed)],
                &[Y.load(Relaxed), fence(SeqCst), Z.load(Relaxed)],
            ],
            &[BIT, BIT, BIT, ONE, ONE, ONE],
            &[],
        ),
        row(
            "a SeqCst load comes before the fence that what overwrites it happens before",
            &[
                &[X.store(1, SeqCst), Y.load(SeqCst)],
                &[Y.store(1, Relaxed), Z.store(1, Release)],
                &[Z.load(Acquire), fence(SeqCst), X.load(Relaxed)],
            ],
            &[BIT, BIT, BIT, ONE, ONE, ONE],
            &["0 1 0"],
        ),
        row(
            "… and before what that fence comes before",
            &[
                &[X.store(1, SeqCst), Y.load(SeqCst)],
                &[Y.store(1, Relaxed), fence(SeqCst), Z.load(Relaxed)],
                &[Z.store(1, Relaxed)],
                &[Z.load(Relaxed), fence(SeqCst), X.load(Relaxed)],
            ],
            &[BIT, BIT, BIT, BIT, ONE, ONE, ONE],
            &["0 0 1 0"],
        ),
    ]
}
