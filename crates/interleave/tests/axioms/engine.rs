//! All outcomes of a program by the explorer.

use super::program::{Outcome, Program, Statement};
use interleave::sync::Arc;
use interleave::sync::atomic::{AtomicU32, Ordering::Relaxed, fence};
use interleave::thread;
use interleave::{EveryResult, Memory};

/// All outcomes; `None` if that takes more than `most` executions.
pub(crate) fn outcomes(
    program: &Program,
    memory: Memory,
    most: usize,
) -> Option<EveryResult<Outcome>> {
    let program = program.clone();
    interleave::every_result(memory, most, move || run(&program))
}

fn run(program: &Program) -> Outcome {
    let atomics: Arc<Vec<_>> =
        Arc::new((0..program.locations).map(|_| AtomicU32::new(0)).collect());
    let spawn = |statements: &Vec<Statement>| {
        let (statements, atomics) = (statements.clone(), Arc::clone(&atomics));
        thread::spawn(move || {
            statements.into_iter().filter_map(|it| perform(it, &atomics)).collect::<Vec<_>>()
        })
    };
    let threads: Vec<_> = program.threads.iter().map(spawn).collect();
    let seen = threads.into_iter().map(|it| it.join().expect("no statement panics")).collect();
    Outcome { seen, finals: atomics.iter().map(|atomic| atomic.load(Relaxed)).collect() }
}

/// Returns what the statement returns.
fn perform(statement: Statement, atomics: &[AtomicU32]) -> Option<u32> {
    match statement {
        Statement::Load { at, order } => Some(atomics[at].load(order)),
        Statement::Store { at, value, order } => {
            atomics[at].store(value, order);
            None
        }
        Statement::Add { at, value, order } => Some(atomics[at].fetch_add(value, order)),
        Statement::Swap { at, value, order } => Some(atomics[at].swap(value, order)),
        Statement::Exchange { at, expected, new, success, failure } => {
            let (Ok(found) | Err(found)) =
                atomics[at].compare_exchange(expected, new, success, failure);
            Some(found)
        }
        Statement::Fence(order) => {
            fence(order);
            None
        }
    }
}
