//! To write programs down as Rust has them.

use crate::axioms::program::{Location, Program, Statement};
use std::sync::atomic::Ordering;

pub(crate) const X: Location = Location(0);
pub(crate) const Y: Location = Location(1);
pub(crate) const Z: Location = Location(2);

pub(crate) const fn fence(order: Ordering) -> Statement {
    Statement::Fence(order)
}

/// A program with as many atomics as the statements name.
pub(crate) fn program(threads: &[&[Statement]]) -> Program {
    let last = threads.iter().copied().flatten().filter_map(Statement::at).max();
    Program {
        locations: last.map_or(0, |last| last + 1),
        threads: threads.iter().map(|thread| thread.to_vec()).collect(),
    }
}
