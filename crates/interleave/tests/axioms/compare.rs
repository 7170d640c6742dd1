//! Whether the explorer, the axioms and the interleavings agree on a program.

use super::program::{Outcome, Program};
use super::random::Class;
use super::{engine, rc11, sc};
use interleave::Memory;
use std::collections::BTreeSet;
use std::fmt::{Display, Formatter, Result};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Executions that the axioms may have to judge: more than any random program has needed.
pub(crate) const JUDGED: usize = 500_000;

/// Executions that the explorer may run.
pub(crate) const RUN: usize = 200_000;

/// How a comparison ended.
pub(crate) enum Compared {
    /// All sets are equal. The explorer ran so many executions.
    Exact(usize),
    Different(Difference),
    /// Too many executions, and for whom.
    Skipped(&'static str),
    /// The explorer panicked.
    Panicked,
}

/// Two sets that should be equal.
pub(crate) struct Difference {
    /// What was asked: "the explorer" …
    asked: &'static str,
    /// … and what it was compared with: "the axioms".
    oracle: &'static str,
    found: BTreeSet<Outcome>,
    expected: BTreeSet<Outcome>,
}

impl Compared {
    /// The explorer against the axioms. For a program in which everything is sequentially consistent the
    /// interleavings must come to the same, and so must the explorer without weak memory.
    pub(crate) fn of(class: Class, program: &Program) -> Self {
        let Some(axioms) = rc11::outcomes(program, JUDGED) else {
            return Compared::Skipped("the axioms");
        };
        if class != Class::Sc {
            return explored(program, Memory::Weak, "the axioms", axioms);
        }
        let (oracle, expected) = ("the interleavings", sc::outcomes(program));
        if axioms != expected {
            let (asked, found) = ("the axioms", axioms);
            return Compared::Different(Difference { asked, oracle, found, expected });
        }
        let weak = explored(program, Memory::Weak, "the axioms", axioms);
        let Compared::Exact(executions) = weak else { return weak };
        match explored(program, Memory::SequentiallyConsistent, oracle, expected) {
            Compared::Exact(more) => Compared::Exact(executions + more),
            other => other,
        }
    }

    pub(crate) fn is_bad(&self) -> bool {
        matches!(self, Compared::Different(_) | Compared::Panicked)
    }
}

fn explored(
    program: &Program,
    memory: Memory,
    oracle: &'static str,
    expected: BTreeSet<Outcome>,
) -> Compared {
    // It has printed its report then.
    let explorer = AssertUnwindSafe(|| engine::outcomes(program, memory, RUN));
    match catch_unwind(explorer) {
        Err(_) => Compared::Panicked,
        Ok(None) => Compared::Skipped("the explorer"),
        Ok(Some(all)) if all.results == expected => Compared::Exact(all.executions),
        Ok(Some(all)) => Compared::Different(Difference {
            asked: "the explorer",
            oracle,
            found: all.results,
            expected,
        }),
    }
}

impl Difference {
    /// Outcomes that were not found.
    pub(crate) fn missing(&self) -> usize {
        self.expected.difference(&self.found).count()
    }

    /// Outcomes that were found and are not allowed.
    pub(crate) fn impossible(&self) -> usize {
        self.found.difference(&self.expected).count()
    }
}

impl Display for Difference {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let Difference { asked, oracle, found, expected } = self;
        let (missing, impossible) = (self.missing(), self.impossible());
        writeln!(f, "  {asked} against {oracle}: {missing} missing, {impossible} impossible")?;
        for outcome in found.union(expected) {
            let remark = match (found.contains(outcome), expected.contains(outcome)) {
                (true, false) => format!("  <- impossible: {asked} alone"),
                (false, true) => format!("  <- missing: {oracle} alone"),
                _ => String::new(),
            };
            writeln!(f, "    {outcome}{remark}")?;
        }
        Ok(())
    }
}

impl Display for Compared {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Compared::Exact(executions) => writeln!(f, "  exact, in {executions} executions"),
            Compared::Different(difference) => write!(f, "{difference}"),
            Compared::Skipped(whom) => writeln!(f, "  skipped: too many executions for {whom}"),
            Compared::Panicked => writeln!(f, "  the explorer panicked"),
        }
    }
}
