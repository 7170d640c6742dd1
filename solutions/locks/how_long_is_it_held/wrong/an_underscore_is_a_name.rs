//! "`let _ =` holds the lock, the guard has to go somewhere": it goes nowhere, and is dropped at once.
//@ fails: with_an_underscore_for_a_name: missed: Free

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
    vec![Held]
}

pub fn shadowed_guard() -> Vec<Lock> {
    vec![Held]
}

pub fn a_reference() -> Vec<Lock> {
    vec![Held]
}

pub fn second_argument() -> Vec<Lock> {
    vec![Held]
}

pub fn while_condition() -> Vec<Lock> {
    vec![Free]
}

pub fn if_let() -> Vec<Lock> {
    vec![Held]
}

pub fn its_else() -> Vec<Lock> {
    vec![Free]
}

pub fn match_arm() -> Vec<Lock> {
    vec![Held]
}

pub fn while_let() -> Vec<Lock> {
    vec![Held]
}

pub fn after_a_panic() -> Vec<Lock> {
    vec![Free]
}

pub fn beside_a_worker() -> Vec<Lock> {
    vec![Held, Free]
}
