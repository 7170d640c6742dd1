//! The places, each marked by a call of `tried(queue)`, and the check of what you predicted.

use how_long_is_it_held::Lock::{self, Free, Held};
use interleave::sync::{Mutex, TryLockError};
use interleave::{outcomes, thread};

/// Jobs that are still to be done; one, when a place begins.
type Queue = Mutex<Vec<u32>>;

/// Has another thread try the lock, here and now.
fn tried(queue: &Queue) -> Lock {
    let other = || match queue.try_lock() {
        Err(TryLockError::WouldBlock) => Held,
        // Poisoned is free as well.
        Ok(_) | Err(TryLockError::Poisoned(_)) => Free,
    };
    thread::scope(|scope| scope.spawn(other).join().unwrap())
}

/// Compares what is predicted with what is found at the place, over all executions.
#[track_caller]
fn check(place: fn(&Queue) -> Lock, predicted: Vec<Lock>) {
    outcomes(move || {
        let queue = Mutex::new(vec![7]);
        place(&queue)
    })
    .assert_predicted(predicted);
}

fn after_a_let(queue: &Queue) -> Lock {
    let job = queue.lock().unwrap().pop();
    let seen = tried(queue); // here
    assert_eq!(job, Some(7));
    seen
}

#[test]
fn after_a_value_was_taken_out() {
    check(after_a_let, how_long_is_it_held::after_a_let());
}

fn beside_an_underscored_name(queue: &Queue) -> Lock {
    let _jobs = queue.lock().unwrap();
    tried(queue) // here
}

#[test]
fn with_the_guard_in_a_name() {
    check(beside_an_underscored_name, how_long_is_it_held::beside_an_underscored_name());
}

fn beside_an_underscore(queue: &Queue) -> Lock {
    let _ = queue.lock().unwrap();
    tried(queue) // here
}

#[test]
fn with_an_underscore_for_a_name() {
    check(beside_an_underscore, how_long_is_it_held::beside_an_underscore());
}

fn shadowed_guard(queue: &Queue) -> Lock {
    let jobs = queue.lock().unwrap();
    let jobs = jobs.len();
    let seen = tried(queue); // here
    assert_eq!(jobs, 1);
    seen
}

#[test]
fn with_the_guard_shadowed() {
    check(shadowed_guard, how_long_is_it_held::shadowed_guard());
}

fn a_reference(queue: &Queue) -> Lock {
    let jobs = &mut *queue.lock().unwrap();
    let seen = tried(queue); // here
    jobs.clear();
    seen
}

#[test]
fn with_a_reference_into_the_guard() {
    check(a_reference, how_long_is_it_held::a_reference());
}

fn second_argument(queue: &Queue) -> Lock {
    fn report(jobs: usize, seen: Lock) -> Lock {
        assert_eq!(jobs, 1);
        seen
    }
    report(queue.lock().unwrap().len(), tried(queue)) // here
}

#[test]
fn in_the_second_argument() {
    check(second_argument, how_long_is_it_held::second_argument());
}

fn while_condition(queue: &Queue) -> Lock {
    let mut seen = Held;
    while !queue.lock().unwrap().is_empty() {
        seen = tried(queue); // here
        queue.lock().unwrap().pop();
    }
    seen
}

#[test]
fn behind_a_plain_condition() {
    check(while_condition, how_long_is_it_held::while_condition());
}

fn if_let(queue: &Queue) -> Lock {
    if let Some(job) = queue.lock().unwrap().pop() {
        let seen = tried(queue); // here
        assert_eq!(job, 7);
        seen
    } else {
        unreachable!("there is a job")
    }
}

#[test]
fn in_the_body_of_if_let() {
    check(if_let, how_long_is_it_held::if_let());
}

fn its_else(queue: &Queue) -> Lock {
    queue.lock().unwrap().clear();
    if let Some(job) = queue.lock().unwrap().pop() {
        unreachable!("there is no job, and here is {job}")
    } else {
        tried(queue) // here
    }
}

#[test]
fn in_the_else_of_if_let() {
    check(its_else, how_long_is_it_held::its_else());
}

fn match_arm(queue: &Queue) -> Lock {
    match queue.lock().unwrap().pop() {
        Some(7) => tried(queue), // here
        job => unreachable!("there is one job, 7, and here is {job:?}"),
    }
}

#[test]
fn in_an_arm_of_match() {
    check(match_arm, how_long_is_it_held::match_arm());
}

fn while_let(queue: &Queue) -> Lock {
    let mut seen = Free;
    while let Some(job) = queue.lock().unwrap().pop() {
        seen = tried(queue); // here
        assert_eq!(job, 7);
    }
    seen
}

#[test]
fn in_the_body_of_while_let() {
    check(while_let, how_long_is_it_held::while_let());
}

fn after_a_panic(queue: &Queue) -> Lock {
    let fails = || {
        let _jobs = queue.lock().unwrap();
        panic!("on purpose, with the lock held");
    };
    let ended = thread::scope(|scope| scope.spawn(fails).join());
    assert!(ended.is_err());
    tried(queue) // here
}

#[test]
fn after_a_panic_in_the_lock() {
    check(after_a_panic, how_long_is_it_held::after_a_panic());
}

fn beside_a_worker(queue: &Queue) -> Lock {
    thread::scope(|scope| {
        scope.spawn(|| queue.lock().unwrap().pop());
        tried(queue) // here
    })
}

#[test]
fn beside_a_thread_that_works() {
    check(beside_a_worker, how_long_is_it_held::beside_a_worker());
}
