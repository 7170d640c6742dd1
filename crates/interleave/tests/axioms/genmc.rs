//! How many executions GenMC, which checks programs for RC11 as well, has for some of its litmus tests,
//! as [Miri's copy of them](https://github.com/rust-lang/miri/tree/master/tests/genmc/pass/litmus)
//! records it.
//!
//! One is missing here: of Z6.U it has 22, and 24 are consistent. Its
//! [axioms](https://github.com/MPI-SWS/kater/blob/master/kat/rc11-genmc.kat) have `sb; hb; sb` where the
//! paper has `sb|≠loc; hb; sb|≠loc`, and so an order between the first thread's SeqCst store and the write of
//! the second thread's `fetch_add`. They also have `rf` where the paper has `hb|loc`.

use crate::axioms::program::Program;
use crate::written::{X, Y, Z, fence, program};
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release, SeqCst};

/// Name, program, executions.
pub(crate) fn rows() -> Vec<(&'static str, Program, usize)> {
    let read = X.load(Relaxed);
    let look = X.load(Acquire);
    let (one, two) = (X.store(1, Release), X.store(2, Release));
    vec![
        ("CoRR1", program(&[&[one], &[two], &[look, look], &[look]]), 36),
        ("CoRR2", program(&[&[one], &[two], &[look, look], &[look, look]]), 72),
        (
            "fr+w+w+w+reads",
            program(&[
                &[X.store(1, Relaxed)],
                &[X.store(2, Relaxed)],
                &[X.store(3, Relaxed)],
                &[read, read, read, read],
            ]),
            210,
        ),
        (
            "inc+inc+RR+W+RR",
            program(&[
                &[X.fetch_add(1, Relaxed)],
                &[X.fetch_add(1, Relaxed)],
                &[read, read],
                &[X.store(42, Relaxed)],
                &[read, read],
            ]),
            600,
        ),
        (
            "IRIW-acq-sc",
            program(&[
                &[X.store(1, SeqCst)],
                &[X.load(Acquire), Y.load(SeqCst)],
                &[Y.load(Acquire), X.load(SeqCst)],
                &[Y.store(1, SeqCst)],
            ]),
            16,
        ),
        (
            "2+2W+3sc+rel1",
            program(&[
                &[X.store(1, SeqCst), Y.store(2, SeqCst)],
                &[Y.store(1, Release), X.store(2, SeqCst)],
            ]),
            4,
        ),
        (
            "2+2W+scfs",
            program(&[
                &[X.store(1, Relaxed), fence(SeqCst), Y.store(2, Relaxed)],
                &[Y.store(1, Relaxed), fence(SeqCst), X.store(2, Relaxed)],
            ]),
            3,
        ),
        (
            "Z6+acq",
            program(&[
                &[X.store(1, Relaxed), fence(SeqCst), Y.store(1, Relaxed)],
                &[Y.load(Acquire), Z.store(1, Relaxed)],
                &[Z.store(2, Relaxed), fence(SeqCst), X.load(Relaxed)],
            ]),
            7,
        ),
    ]
}
