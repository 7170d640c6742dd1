//! Three and four threads.

use super::{BIT, ONE, Row, row};
use crate::written::{X, Y, Z, fence};
use std::sync::atomic::Ordering::{AcqRel, Acquire, Relaxed, Release, SeqCst};

pub(super) fn more_threads() -> Vec<Row> {
    let wrc = |name, write, read, never| {
        row(
            name,
            &[
                &[X.store(1, Relaxed)],
                &[X.load(Relaxed), Y.store(1, write)],
                &[Y.load(read), X.load(Relaxed)],
            ],
            &[BIT, BIT, BIT, ONE, ONE],
            never,
        )
    };
    let isa2 = |name, write, read, never| {
        row(
            name,
            &[
                &[X.store(1, Relaxed), Y.store(1, write)],
                &[Y.load(read), Z.store(1, Release)],
                &[Z.load(Acquire), X.load(Relaxed)],
            ],
            &[BIT, BIT, BIT, ONE, ONE, ONE],
            never,
        )
    };
    let iriw = |name, write, first, second, never| {
        row(
            name,
            &[
                &[X.store(1, write)],
                &[Y.store(1, write)],
                &[X.load(first), Y.load(second)],
                &[Y.load(first), X.load(second)],
            ],
            &[BIT, BIT, BIT, BIT, ONE, ONE],
            never,
        )
    };
    vec![
        wrc("WRC: a write is seen through another thread, and then not", Relaxed, Relaxed, &[]),
        wrc("WRC with release alone", Release, Relaxed, &[]),
        wrc("WRC: what has been read counts for who acquires", Release, Acquire, &["1 1 0"]),
        isa2("ISA2: release and acquire twice", Release, Acquire, &["1 1 0"]),
        isa2("ISA2 with a first read that does not acquire", Release, Relaxed, &[]),
        isa2("ISA2 with a first write that does not release", Relaxed, Acquire, &[]),
        iriw(
            "IRIW: two threads see two writes in different orders",
            Relaxed,
            Relaxed,
            Relaxed,
            &[],
        ),
        iriw("IRIW with release and acquire: the same", Release, Acquire, Acquire, &[]),
        iriw("IRIW, sequentially consistent", SeqCst, SeqCst, SeqCst, &["1 0 1 0"]),
        iriw("IRIW with SeqCst loads alone (C++20 forbids it)", Release, SeqCst, SeqCst, &[]),
        iriw("IRIW with first loads that acquire (the paper)", SeqCst, Acquire, SeqCst, &[]),
        row(
            "IRIW with SeqCst fences",
            &[
                &[X.store(1, Relaxed)],
                &[Y.store(1, Relaxed)],
                &[X.load(Relaxed), fence(SeqCst), Y.load(Relaxed)],
                &[Y.load(Relaxed), fence(SeqCst), X.load(Relaxed)],
            ],
            &[BIT, BIT, BIT, BIT, ONE, ONE],
            &["1 0 1 0"],
        ),
        row(
            "RWC with SeqCst fences (the paper)",
            &[
                &[X.store(1, Relaxed)],
                &[X.load(Relaxed), fence(SeqCst), Y.load(Relaxed)],
                &[Y.store(1, Relaxed), fence(SeqCst), X.load(Relaxed)],
            ],
            &[BIT, BIT, BIT, ONE, ONE],
            &["1 0 0"],
        ),
        row(
            "RWC with weaker fences",
            &[
                &[X.store(1, Relaxed)],
                &[X.load(Relaxed), fence(AcqRel), Y.load(Relaxed)],
                &[Y.store(1, Relaxed), fence(SeqCst), X.load(Relaxed)],
            ],
            &[BIT, BIT, BIT, ONE, ONE],
            &[],
        ),
    ]
}
