//! For how long does each construct hold a lock? The same text for two editions: the program
//! `guards` compiles it in its own, the package `edition_2021` in the earlier one.

use std::sync::{Mutex, TryLockError};

type Queue = Mutex<Vec<u32>>;

/// Asks the lock itself, on the spot.
fn is_held(queue: &Queue) -> bool {
    matches!(queue.try_lock(), Err(TryLockError::WouldBlock))
}

/// Each construct, and whether the lock was held at the place in question.
pub(crate) fn constructs() -> Vec<(&'static str, bool)> {
    let construct = |name, place: fn(&Queue) -> bool| (name, place(&Mutex::new(vec![7, 8])));
    vec![
        construct("the line after `let job = …pop();`", after_a_let),
        construct("body of `while !…is_empty()`", in_while),
        construct("body of `if let … = …pop()`", in_if_let),
        construct("`else` of `if let … = …pop()`", in_else),
        construct("arm of `match …pop()`", in_match),
        construct("body of `while let … = …pop()`", in_while_let),
        construct("body of `for … in …drain(..)`", in_for),
        construct("beside a block that ends in `…len()`", beside_a_block),
    ]
}

// ANCHOR: let
fn after_a_let(queue: &Queue) -> bool {
    let job = queue.lock().unwrap().pop();
    let held = is_held(queue);
    held && job.is_some()
}
// ANCHOR_END: let

fn in_while(queue: &Queue) -> bool {
    let mut held = false;
    while !queue.lock().unwrap().is_empty() {
        held |= is_held(queue);
        queue.lock().unwrap().pop();
    }
    held
}

// ANCHOR: else
fn in_if_let(queue: &Queue) -> bool {
    if let Some(_job) = queue.lock().unwrap().pop() {
        is_held(queue)
    } else {
        unreachable!("there are jobs")
    }
}

fn in_else(queue: &Queue) -> bool {
    queue.lock().unwrap().clear();
    if let Some(_job) = queue.lock().unwrap().pop() {
        unreachable!("there is no job")
    } else {
        is_held(queue)
    }
}
// ANCHOR_END: else

fn in_match(queue: &Queue) -> bool {
    match queue.lock().unwrap().pop() {
        Some(_job) => is_held(queue),
        None => unreachable!("there are jobs"),
    }
}

fn in_while_let(queue: &Queue) -> bool {
    let mut held = false;
    while let Some(_job) = queue.lock().unwrap().pop() {
        held |= is_held(queue);
    }
    held
}

fn in_for(queue: &Queue) -> bool {
    let mut held = false;
    for _job in queue.lock().unwrap().drain(..) {
        held |= is_held(queue);
    }
    held
}

// ANCHOR: block
fn beside_a_block(queue: &Queue) -> bool {
    let (jobs, held) = ({ queue.lock().unwrap().len() }, is_held(queue));
    held && jobs == 2
}
// ANCHOR_END: block
