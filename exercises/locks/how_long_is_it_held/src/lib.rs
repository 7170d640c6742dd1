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
    // what another thread can find here
    vec![]
}

/// On the line after `let _jobs = queue.lock().unwrap();`.
pub fn beside_an_underscored_name() -> Vec<Lock> {
    // what another thread can find here
    vec![]
}

/// On the line after `let _ = queue.lock().unwrap();`.
pub fn beside_an_underscore() -> Vec<Lock> {
    // what another thread can find here
    vec![]
}

/// After `let jobs = queue.lock().unwrap();` and then `let jobs = jobs.len();`.
pub fn shadowed_guard() -> Vec<Lock> {
    // what another thread can find here
    vec![]
}

/// On the line after `let jobs = &mut *queue.lock().unwrap();`.
pub fn a_reference() -> Vec<Lock> {
    // what another thread can find here
    vec![]
}

/// While the second argument of `report(queue.lock().unwrap().len(), …)` is worked out.
pub fn second_argument() -> Vec<Lock> {
    // what another thread can find here
    vec![]
}

/// In the body of `while !queue.lock().unwrap().is_empty()`.
pub fn while_condition() -> Vec<Lock> {
    // what another thread can find here
    vec![]
}

/// In the body of `if let Some(job) = queue.lock().unwrap().pop()`.
pub fn if_let() -> Vec<Lock> {
    // what another thread can find here
    vec![]
}

/// In the `else` of the same `if let`, in the edition 2024.
pub fn its_else() -> Vec<Lock> {
    // what another thread can find here
    vec![]
}

/// In an arm of `match queue.lock().unwrap().pop()`.
pub fn match_arm() -> Vec<Lock> {
    // what another thread can find here
    vec![]
}

/// In the body of `while let Some(job) = queue.lock().unwrap().pop()`.
pub fn while_let() -> Vec<Lock> {
    // what another thread can find here
    vec![]
}

/// After a thread has panicked with the guard in a variable, and was joined.
pub fn after_a_panic() -> Vec<Lock> {
    // what another thread can find here
    vec![]
}

/// While another thread may be at `queue.lock().unwrap().pop();`, or before it, or behind it.
pub fn beside_a_worker() -> Vec<Lock> {
    // what another thread can find here
    vec![]
}
