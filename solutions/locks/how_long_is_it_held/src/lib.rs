//! Is the lock held? For each place, write down everything that another thread can find there.
//!
//! The places stand in `tests/model.rs`, each marked by a call of `tried(queue)`. There a second
//! thread tries to lock `queue`: it finds the lock `Held` or `Free`. `vec![Held]` says that it is
//! always held at this place, `vec![Free]` never, and `vec![Held, Free]` that either can be.

use Lock::{Free, Held};

/// What a thread finds that tries to take a lock.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Lock {
    /// Another guard lives: this thread would have to wait.
    Held,
    /// No guard lives: this thread could take it.
    Free,
}

/// On the line after `let job = queue.lock().unwrap().pop();`.
pub fn after_a_let() -> Vec<Lock> {
    // hole: what another thread can find here
    // hole as: vec![]
    // What the statement needed lives to its end: the number is kept, the guard is not.
    vec![Free]
    // end hole
}

/// On the line after `let _jobs = queue.lock().unwrap();`.
pub fn beside_an_underscored_name() -> Vec<Lock> {
    // hole: what another thread can find here
    // hole as: vec![]
    // `_jobs` is a name like any other: the guard lives to the end of the block.
    vec![Held]
    // end hole
}

/// On the line after `let _ = queue.lock().unwrap();`.
pub fn beside_an_underscore() -> Vec<Lock> {
    // hole: what another thread can find here
    // hole as: vec![]
    // `_` is no name: it keeps nothing, and the guard is dropped with its statement.
    vec![Free]
    // end hole
}

/// After `let jobs = queue.lock().unwrap();` and then `let jobs = jobs.len();`.
pub fn shadowed_guard() -> Vec<Lock> {
    // hole: what another thread can find here
    // hole as: vec![]
    // A shadowed variable cannot be reached any more, and lives on to the end of its block.
    vec![Held]
    // end hole
}

/// On the line after `let jobs = &mut *queue.lock().unwrap();`.
pub fn a_reference() -> Vec<Lock> {
    // hole: what another thread can find here
    // hole as: vec![]
    // A `let` that borrows from the guard keeps the guard for as long as the reference.
    vec![Held]
    // end hole
}

/// While the second argument of `report(queue.lock().unwrap().len(), …)` is worked out.
pub fn second_argument() -> Vec<Lock> {
    // hole: what another thread can find here
    // hole as: vec![]
    // The statement ends behind the call, and so does the guard.
    vec![Held]
    // end hole
}

/// In the body of `while !queue.lock().unwrap().is_empty()`.
pub fn while_condition() -> Vec<Lock> {
    // hole: what another thread can find here
    // hole as: vec![]
    // A plain condition is over, with its guard, before the body begins.
    vec![Free]
    // end hole
}

/// In the body of `if let Some(job) = queue.lock().unwrap().pop()`.
pub fn if_let() -> Vec<Lock> {
    // hole: what another thread can find here
    // hole as: vec![]
    // The pattern could have borrowed from the guard, so the guard lives through the body.
    vec![Held]
    // end hole
}

/// In the `else` of the same `if let`, in the edition 2024.
pub fn its_else() -> Vec<Lock> {
    // hole: what another thread can find here
    // hole as: vec![]
    // The edition 2024 drops the guard before the `else`. In 2021 it was held here.
    vec![Free]
    // end hole
}

/// In an arm of `match queue.lock().unwrap().pop()`.
pub fn match_arm() -> Vec<Lock> {
    // hole: what another thread can find here
    // hole as: vec![]
    // Like the body of `if let`; and unlike it, in every arm.
    vec![Held]
    // end hole
}

/// In the body of `while let Some(job) = queue.lock().unwrap().pop()`.
pub fn while_let() -> Vec<Lock> {
    // hole: what another thread can find here
    // hole as: vec![]
    // Like `if let`: each turn of the loop takes the lock and keeps it through the body.
    vec![Held]
    // end hole
}

/// After a thread has panicked with the guard in a variable, and was joined.
pub fn after_a_panic() -> Vec<Lock> {
    // hole: what another thread can find here
    // hole as: vec![]
    // The panic drops the guard. The lock is poisoned, and it is free.
    vec![Free]
    // end hole
}

/// While another thread may be at `queue.lock().unwrap().pop();`, or before it, or behind it.
pub fn beside_a_worker() -> Vec<Lock> {
    // hole: what another thread can find here
    // hole as: vec![]
    // Nothing says how far the other thread is: both can be.
    vec![Held, Free]
    // end hole
}
