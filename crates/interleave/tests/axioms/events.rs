//! The events that a program can have.

use super::execution::{Execution, MOST_LOCATIONS};
use super::program::{Program, Statement};
use super::relation::{MOST, Relation, Set};
use std::sync::atomic::Ordering::Relaxed;

/// Every event has its number in all executions: first come the writes that the locations begin
/// with, then thread by thread what the statements do. A read-modify-write has two numbers, also where
/// it fails.
pub(crate) struct Events {
    /// Sequenced before, of all numbers.
    pub(crate) sb: Relation,
    /// What is the same in all executions.
    pub(crate) fences: Execution,
    /// Everything but the fences, thread by thread, in the order of the program.
    pub(crate) accesses: Vec<Access>,
}

/// A statement on a location.
#[derive(Clone, Copy)]
pub(crate) struct Access {
    pub(crate) thread: usize,
    pub(crate) statement: Statement,
    pub(crate) at: usize,
    /// Its read, or its write if it does not read.
    pub(crate) first: usize,
}

impl Events {
    pub(crate) fn of(program: &Program) -> Self {
        assert!(program.locations <= MOST_LOCATIONS, "too many locations:\n{program}");
        let mut next = program.locations;
        let beginning: Set = (1 << next) - 1;
        let mut events =
            Events { sb: Relation::EMPTY, fences: Execution::EMPTY, accesses: Vec::new() };
        for (thread, statements) in program.threads.iter().enumerate() {
            let mut earlier = beginning;
            for &statement in statements {
                let first = next;
                match statement {
                    Statement::Fence(order) => events.fences.add_fence(first, order),
                    Statement::Load { at, .. }
                    | Statement::Store { at, .. }
                    | Statement::Add { at, .. }
                    | Statement::Swap { at, .. }
                    | Statement::Exchange { at, .. } => {
                        events.accesses.push(Access { thread, statement, at, first });
                    }
                }
                next += if statement.reads() && statement.can_write() { 2 } else { 1 };
                assert!(next <= MOST, "too many events:\n{program}");
                for event in first..next {
                    events.sb.insert_all(earlier, 1 << event);
                    earlier |= 1 << event;
                }
            }
        }
        events.fences.sequence(&events.sb);
        events
    }

    /// The fences, and the write that a location begins with, whose number is that of the location.
    pub(crate) fn begin(&self, at: usize) -> Execution {
        let mut execution = self.fences.clone();
        execution.add_write(at, at, Relaxed);
        execution
    }
}

impl Access {
    /// The number of its write, if it has one.
    pub(crate) fn write(&self) -> usize {
        self.first + usize::from(self.statement.reads())
    }

    /// Lets it write, after what the location was written before. What reads as well reads from the
    /// given write.
    pub(crate) fn do_write(&self, execution: &mut Execution, from: usize) {
        let order = match self.statement {
            Statement::Store { order, .. }
            | Statement::Add { order, .. }
            | Statement::Swap { order, .. }
            | Statement::Exchange { success: order, .. } => order,
            Statement::Load { .. } | Statement::Fence(_) => unreachable!("it does not write"),
        };
        if self.statement.reads() {
            execution.add_read(self.first, self.at, order, from);
            execution.add_rmw(self.first, self.write());
        }
        execution.add_write(self.write(), self.at, order);
    }

    /// Lets it read from the given write, and not write.
    pub(crate) fn do_read(&self, execution: &mut Execution, from: usize) {
        let (Statement::Load { order, .. } | Statement::Exchange { failure: order, .. }) =
            self.statement
        else {
            unreachable!("it writes");
        };
        execution.add_read(self.first, self.at, order, from);
    }
}
