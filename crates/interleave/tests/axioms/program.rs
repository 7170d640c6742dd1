//! Litmus programs: threads of few statements on a few atomics that begin at 0.

use std::fmt::{Debug, Display, Formatter, Result};
use std::sync::atomic::Ordering;

/// What all threads run at once.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Program {
    pub(crate) locations: usize,
    pub(crate) threads: Vec<Vec<Statement>>,
}

/// One call on an atomic, or a fence. All exchanges are strong.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Statement {
    Load {
        at: usize,
        order: Ordering,
    },
    Store {
        at: usize,
        value: u32,
        order: Ordering,
    },
    /// `fetch_add`
    Add {
        at: usize,
        value: u32,
        order: Ordering,
    },
    Swap {
        at: usize,
        value: u32,
        order: Ordering,
    },
    /// `compare_exchange`
    Exchange {
        at: usize,
        expected: u32,
        new: u32,
        success: Ordering,
        failure: Ordering,
    },
    Fence(Ordering),
}

/// What an execution of a program has shown.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Outcome {
    /// What the statements of each thread returned, in their order: a store and a fence nothing.
    pub(crate) seen: Vec<Vec<u32>>,
    /// What each atomic is when all threads are joined.
    pub(crate) finals: Vec<u32>,
}

impl Statement {
    /// Which atomic it is about.
    pub(crate) fn at(&self) -> Option<usize> {
        match *self {
            Statement::Load { at, .. }
            | Statement::Store { at, .. }
            | Statement::Add { at, .. }
            | Statement::Swap { at, .. }
            | Statement::Exchange { at, .. } => Some(at),
            Statement::Fence(_) => None,
        }
    }

    /// It returns a value.
    pub(crate) fn reads(&self) -> bool {
        !matches!(self, Statement::Store { .. } | Statement::Fence(_))
    }

    /// It can change a value.
    pub(crate) fn can_write(&self) -> bool {
        !matches!(self, Statement::Load { .. } | Statement::Fence(_))
    }

    /// What it leaves behind in an atomic that it finds with this value; `None` if it writes nothing.
    pub(crate) fn writes(&self, found: u32) -> Option<u32> {
        match *self {
            Statement::Load { .. } | Statement::Fence(_) => None,
            Statement::Store { value, .. } | Statement::Swap { value, .. } => Some(value),
            Statement::Add { value, .. } => Some(found.wrapping_add(value)),
            Statement::Exchange { expected, new, .. } => (found == expected).then_some(new),
        }
    }
}

/// An atomic, to write programs down as Rust has them.
#[derive(Clone, Copy)]
pub(crate) struct Location(pub(crate) usize);

impl Location {
    pub(crate) const fn load(self, order: Ordering) -> Statement {
        Statement::Load { at: self.0, order }
    }

    pub(crate) const fn store(self, value: u32, order: Ordering) -> Statement {
        Statement::Store { at: self.0, value, order }
    }

    pub(crate) const fn fetch_add(self, value: u32, order: Ordering) -> Statement {
        Statement::Add { at: self.0, value, order }
    }

    pub(crate) const fn swap(self, value: u32, order: Ordering) -> Statement {
        Statement::Swap { at: self.0, value, order }
    }

    pub(crate) const fn compare_exchange(
        self,
        expected: u32,
        new: u32,
        success: Ordering,
        failure: Ordering,
    ) -> Statement {
        Statement::Exchange { at: self.0, expected, new, success, failure }
    }
}

impl Display for Location {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match ["x", "y", "z"].get(self.0) {
            Some(name) => f.write_str(name),
            None => write!(f, "x{}", self.0),
        }
    }
}

impl Display for Statement {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match *self {
            Statement::Load { at, order } => write!(f, "{}.load({order:?})", Location(at)),
            Statement::Store { at, value, order } => {
                write!(f, "{}.store({value}, {order:?})", Location(at))
            }
            Statement::Add { at, value, order } => {
                write!(f, "{}.fetch_add({value}, {order:?})", Location(at))
            }
            Statement::Swap { at, value, order } => {
                write!(f, "{}.swap({value}, {order:?})", Location(at))
            }
            Statement::Exchange { at, expected, new, success, failure } => {
                let at = Location(at);
                write!(f, "{at}.compare_exchange({expected}, {new}, {success:?}, {failure:?})")
            }
            Statement::Fence(order) => write!(f, "fence({order:?})"),
        }
    }
}

/// One line for each thread.
impl Display for Program {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        for (number, statements) in self.threads.iter().enumerate() {
            let statements: Vec<_> = statements.iter().map(ToString::to_string).collect();
            writeln!(f, "  thread {number}: {}", statements.join("; "))?;
        }
        Ok(())
    }
}

/// `[1, 0] [] x=1 y=2`
impl Display for Outcome {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let seen: Vec<_> = self.seen.iter().map(|seen| format!("{seen:?}")).collect();
        let finals = self.finals.iter().enumerate();
        let finals: Vec<_> =
            finals.map(|(at, value)| format!("{}={value}", Location(at))).collect();
        write!(f, "{} {}", seen.join(" "), finals.join(" "))
    }
}

impl Debug for Program {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write!(f, "\n{self}")
    }
}

impl Debug for Outcome {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        Display::fmt(self, f)
    }
}
