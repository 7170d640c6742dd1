//! Hedges: with both answers in every set nothing is missed. But most of these places leave no choice.
//@ fails: in_the_body_of_if_let: impossible: Free

use Lock::{Free, Held};

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Lock {
    Held,
    Free,
}

pub fn after_a_let() -> Vec<Lock> {
    vec![Held, Free]
}

pub fn beside_an_underscored_name() -> Vec<Lock> {
    vec![Held, Free]
}

pub fn beside_an_underscore() -> Vec<Lock> {
    vec![Held, Free]
}

pub fn shadowed_guard() -> Vec<Lock> {
    vec![Held, Free]
}

pub fn a_reference() -> Vec<Lock> {
    vec![Held, Free]
}

pub fn second_argument() -> Vec<Lock> {
    vec![Held, Free]
}

pub fn while_condition() -> Vec<Lock> {
    vec![Held, Free]
}

pub fn if_let() -> Vec<Lock> {
    vec![Held, Free]
}

pub fn its_else() -> Vec<Lock> {
    vec![Held, Free]
}

pub fn match_arm() -> Vec<Lock> {
    vec![Held, Free]
}

pub fn while_let() -> Vec<Lock> {
    vec![Held, Free]
}

pub fn after_a_panic() -> Vec<Lock> {
    vec![Held, Free]
}

pub fn beside_a_worker() -> Vec<Lock> {
    vec![Held, Free]
}
