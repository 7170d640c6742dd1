//! Programs whose outcomes are written down by hand, from the literature: what the axioms themselves are
//! tested with.
//!
//! "The paper" is [Lahav and others, PLDI 2017](http://plv.mpi-sws.org/scfix/paper.pdf); what RC11 says of
//! its litmus tests is also recorded in
//! [Dat3M's tests](https://github.com/hernanponcedeleon/Dat3M/pull/239). Of the classics
//! [`litmus`](crate::litmus) has the sources. Where a row says that C++20 forbids something, that follows
//! from [atomics.order](https://eel.is/c++draft/atomics.order), which orders SeqCst operations also
//! through what is read of writes that are not; [Lahav holds that for too
//! strong](https://github.com/rust-lang/miri/pull/4057) (Remark 4 of the paper).

mod buffering;
mod coherence;
mod fences;
mod messages;
mod mixed;
mod threads;
mod updates;

use crate::axioms::program::{Outcome, Program, Statement};
use crate::axioms::rc11;
use crate::written::program;
use std::collections::BTreeSet;

/// A program, and all that it may do.
pub(crate) struct Row {
    name: &'static str,
    program: Program,
    /// The values that each read may return, in the order of the program, and that each location may have
    /// in the end. Every combination is an outcome …
    values: &'static [&'static [u32]],
    /// … that does not begin like one of these. `_` is any value.
    never: &'static [&'static str],
}

const ZERO: &[u32] = &[0];
const ONE: &[u32] = &[1];
const TWO: &[u32] = &[2];
const BIT: &[u32] = &[0, 1];
const LATER: &[u32] = &[1, 2];
const THREE: &[u32] = &[0, 1, 2];

fn row(
    name: &'static str,
    threads: &[&[Statement]],
    values: &'static [&'static [u32]],
    never: &'static [&'static str],
) -> Row {
    Row { name, program: program(threads), values, never }
}

impl Row {
    /// What is wrong with the answer of the axioms.
    pub(crate) fn complaint(&self) -> Option<String> {
        let found = rc11::outcomes(&self.program, usize::MAX).expect("no limit");
        let found: BTreeSet<_> = found.iter().map(flat).collect();
        let expected = self.expected();
        (found != expected).then(|| {
            format!(
                "{}\n{}  only found: {:?}\n  only expected: {:?}",
                self.name,
                self.program,
                found.difference(&expected).collect::<Vec<_>>(),
                expected.difference(&found).collect::<Vec<_>>(),
            )
        })
    }

    fn expected(&self) -> BTreeSet<Vec<u32>> {
        let mut all = vec![Vec::new()];
        for values in self.values {
            let longer =
                |it: Vec<u32>| values.iter().map(move |value| [&it[..], &[*value]].concat());
            all = all.into_iter().flat_map(longer).collect();
        }
        all.into_iter()
            .filter(|it| !self.never.iter().any(|never| begins_like(it, never)))
            .collect()
    }
}

fn flat(outcome: &Outcome) -> Vec<u32> {
    outcome.seen.iter().flatten().chain(&outcome.finals).copied().collect()
}

fn begins_like(outcome: &[u32], pattern: &str) -> bool {
    let mut both = pattern.split(' ').zip(outcome);
    both.all(|(pattern, value)| pattern == "_" || pattern == value.to_string())
}

/// All rows.
pub(crate) fn rows() -> Vec<Row> {
    [
        coherence::coherence(),
        coherence::writes(),
        buffering::store_buffering(),
        buffering::load_buffering(),
        messages::message_passing(),
        messages::release_sequences(),
        threads::more_threads(),
        updates::read_modify_writes(),
        mixed::mixed(),
        fences::fences(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
