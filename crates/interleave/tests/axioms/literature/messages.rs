//! What is seen with a message: by orderings, by fences, and through release sequences.

use super::{BIT, LATER, ONE, Row, THREE, TWO, row};
use crate::axioms::program::Statement;
use crate::written::{X, Y, fence};
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release, SeqCst};

pub(super) fn message_passing() -> Vec<Row> {
    let mp = |name, write: &[Statement], read: &[Statement], never| {
        row(name, &[write, read], &[BIT, BIT, ONE, ONE], never)
    };
    let (data, flag) = (X.store(1, Relaxed), Y.store(1, Relaxed));
    let (look, take) = (Y.load(Relaxed), X.load(Relaxed));
    vec![
        mp("MP: the flag is seen and the data is not", &[data, flag], &[look, take], &[]),
        mp(
            "MP with release and acquire",
            &[data, Y.store(1, Release)],
            &[Y.load(Acquire), take],
            &["1 0"],
        ),
        mp("MP with release alone", &[data, Y.store(1, Release)], &[look, take], &[]),
        mp("MP with acquire alone", &[data, flag], &[Y.load(Acquire), take], &[]),
        mp(
            "MP with a SeqCst flag: it releases and acquires",
            &[data, Y.store(1, SeqCst)],
            &[Y.load(SeqCst), take],
            &["1 0"],
        ),
        mp("MP with SeqCst data alone", &[X.store(1, SeqCst), flag], &[look, X.load(SeqCst)], &[]),
        mp(
            "MP with a release fence and acquire",
            &[data, fence(Release), flag],
            &[Y.load(Acquire), take],
            &["1 0"],
        ),
        mp(
            "MP with release and an acquire fence",
            &[data, Y.store(1, Release)],
            &[look, fence(Acquire), take],
            &["1 0"],
        ),
        mp(
            "MP with fences",
            &[data, fence(Release), flag],
            &[look, fence(Acquire), take],
            &["1 0"],
        ),
        mp(
            "MP with SeqCst fences",
            &[data, fence(SeqCst), flag],
            &[look, fence(SeqCst), take],
            &["1 0"],
        ),
        mp(
            "MP with an acquire fence where a release fence belongs",
            &[data, fence(Acquire), flag],
            &[look, fence(Acquire), take],
            &[],
        ),
        mp(
            "MP with a release fence where an acquire fence belongs",
            &[data, fence(Release), flag],
            &[look, fence(Release), take],
            &[],
        ),
        mp(
            "MP with the release fence behind the flag",
            &[data, flag, fence(Release)],
            &[Y.load(Acquire), take],
            &[],
        ),
        mp(
            "MP with the acquire fence before the flag",
            &[data, Y.store(1, Release)],
            &[fence(Acquire), look, take],
            &[],
        ),
    ]
}

/// `y` goes from 0 to 1 by the release, and from 1 to 2 by an exchange of another thread.
pub(super) fn release_sequences() -> Vec<Row> {
    let through = |name, release: &[Statement], exchange, never| {
        row(
            name,
            &[release, &[exchange], &[Y.load(Acquire), X.load(Relaxed)]],
            &[BIT, THREE, BIT, ONE, LATER],
            never,
        )
    };
    let on = Y.compare_exchange(1, 2, Relaxed, Relaxed);
    let (data, release) = (X.store(1, Relaxed), Y.store(1, Release));
    vec![
        through(
            "a relaxed read-modify-write continues a release sequence",
            &[data, release],
            on,
            &["0 2", "0 _ _ _ 2", "1 _ _ _ 1", "_ 1 0", "_ 2 0"],
        ),
        through(
            "a release fence begins a release sequence",
            &[data, fence(Release), Y.store(1, Relaxed)],
            on,
            &["0 2", "0 _ _ _ 2", "1 _ _ _ 1", "_ 1 0", "_ 2 0"],
        ),
        through(
            "what releases nothing begins none",
            &[data, Y.store(1, Relaxed)],
            on,
            &["0 2", "0 _ _ _ 2", "1 _ _ _ 1"],
        ),
        row(
            "two read-modify-writes continue it, too",
            &[
                &[data, release],
                &[on, Y.compare_exchange(2, 3, Relaxed, Relaxed)],
                &[Y.load(Acquire), X.load(Relaxed)],
            ],
            &[BIT, THREE, &[0, 1, 2, 3], BIT, ONE, &[1, 3]],
            &[
                "1 0",
                "1 1",
                "0 2",
                "0 _ 2",
                "0 _ 3",
                "_ _ 1 0",
                "_ _ 2 0",
                "_ _ 3 0",
                "1 _ _ _ _ 1",
                "0 _ _ _ _ 3",
            ],
        ),
        row(
            "a store of the same thread does not (C++20, https://wg21.link/p0982r1)",
            &[&[data, release, Y.store(2, Relaxed)], &[Y.load(Acquire), X.load(Relaxed)]],
            &[THREE, BIT, ONE, TWO],
            &["1 0"],
        ),
        row(
            "a store of another thread does not",
            &[
                &[data, release],
                &[Y.load(Relaxed), Y.store(2, Relaxed)],
                &[Y.load(Acquire), X.load(Relaxed)],
            ],
            &[BIT, THREE, BIT, ONE, LATER],
            &["_ 1 0", "1 _ _ _ 1"],
        ),
    ]
}
