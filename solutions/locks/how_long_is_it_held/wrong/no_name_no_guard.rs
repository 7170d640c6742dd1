//! "A guard that has no name is dropped as soon as its value was used." True of a plain `let`, and of
//! nothing else here: it lives to the end of the statement, and `if let`, `match`, `while let` and a call
//! are long statements.
//@ fails: in_the_second_argument: impossible: Free
//@ fails: in_an_arm_of_match: impossible: Free
//@ fails: in_the_body_of_while_let: impossible: Free

use Lock::{Free, Held};

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Lock {
    Held,
    Free,
}

pub fn after_a_let() -> Vec<Lock> {
    vec![Free]
}

pub fn beside_an_underscored_name() -> Vec<Lock> {
    vec![Held]
}

pub fn beside_an_underscore() -> Vec<Lock> {
    vec![Free]
}

pub fn shadowed_guard() -> Vec<Lock> {
    vec![Held]
}

pub fn a_reference() -> Vec<Lock> {
    vec![Held]
}

pub fn second_argument() -> Vec<Lock> {
    vec![Free]
}

pub fn while_condition() -> Vec<Lock> {
    vec![Free]
}

pub fn if_let() -> Vec<Lock> {
    vec![Free]
}

pub fn its_else() -> Vec<Lock> {
    vec![Free]
}

pub fn match_arm() -> Vec<Lock> {
    vec![Free]
}

pub fn while_let() -> Vec<Lock> {
    vec![Free]
}

pub fn after_a_panic() -> Vec<Lock> {
    vec![Free]
}

pub fn beside_a_worker() -> Vec<Lock> {
    vec![Held, Free]
}
