//! The smallest part of a program that still shows something.

use super::program::Program;

/// Leaves out statements, and threads that have none left, as long as the predicate holds.
pub(crate) fn shrink(program: &Program, shows: impl Fn(&Program) -> bool) -> Program {
    let mut least = program.clone();
    loop {
        let less = parts(&least).find(&shows);
        match less {
            Some(less) => least = less,
            None => return least,
        }
    }
}

/// The program without one of its threads, and without one of its statements.
fn parts(program: &Program) -> impl Iterator<Item = Program> {
    let threads = 0..program.threads.len();
    let without_thread = threads.clone().map(|thread| {
        let mut less = program.clone();
        less.threads.remove(thread);
        less
    });
    let places = threads.flat_map(|thread| {
        (0..program.threads[thread].len()).map(move |statement| (thread, statement))
    });
    let without_statement = places.map(|(thread, statement)| {
        let mut less = program.clone();
        less.threads[thread].remove(statement);
        less
    });
    without_thread.chain(without_statement)
}
