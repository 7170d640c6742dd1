//! A second opinion on which histories count: calls and returns as steps of their own.
//!
//! A clock that all operations share makes the search try every order of calls and returns. That
//! is the plain way to see every history, and takes many more executions.

use interleave::sync::atomic::{AtomicU64, Ordering::SeqCst};
use interleave::sync::{Arc, Mutex};
use interleave::{Checked, Model, Report, linearizable, thread};
use std::collections::VecDeque;

/// What an operation does to two numbers: loads and stores, one after the other.
#[derive(Clone, Copy, Debug)]
enum Access {
    Load(usize),
    Store(usize, u64),
}

type Op = Vec<Access>;
type Verdict = Result<Checked, Report>;

/// The operation as one step.
fn at_once(memory: &mut [u64; 2], op: &Op) -> Vec<u64> {
    let each = op.iter().map(|access| match *access {
        Access::Load(at) => memory[at],
        Access::Store(at, value) => {
            memory[at] = value;
            value
        }
    });
    each.collect()
}

fn step_by_step(memory: &[AtomicU64; 2], op: &Op) -> Vec<u64> {
    let each = op.iter().map(|access| match *access {
        Access::Load(at) => memory[at].load(SeqCst),
        Access::Store(at, value) => {
            memory[at].store(value, SeqCst);
            value
        }
    });
    each.collect()
}

/// An operation with the times of its call and its return.
#[derive(Clone)]
struct Done {
    op: Op,
    called: u64,
    returned: u64,
    result: Vec<u64>,
}

/// Tries every order that keeps those apart that do not overlap.
fn explained(left: &[Done], memory: [u64; 2]) -> bool {
    left.is_empty()
        || (0..left.len()).any(|next| {
            let mut left = left.to_vec();
            let done = left.remove(next);
            let mut memory = memory;
            left.iter().all(|other| other.returned > done.called)
                && at_once(&mut memory, &done.op) == done.result
                && explained(&left, memory)
        })
}

/// Every order of calls and returns, each of which is a step.
fn with_a_clock(threads: &[Vec<Op>]) -> Verdict {
    let threads = threads.to_vec();
    Model::new().try_check(move || {
        let memory = Arc::new([AtomicU64::new(0), AtomicU64::new(0)]);
        let clock = Arc::new(AtomicU64::new(0));
        let done = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
        let run = |ops: &[Op]| {
            let (memory, clock, done) = (memory.clone(), clock.clone(), done.clone());
            let ops = ops.to_vec();
            move || {
                for op in ops {
                    let called = clock.fetch_add(1, SeqCst);
                    let result = step_by_step(&memory, &op);
                    let returned = clock.fetch_add(1, SeqCst);
                    done.lock().unwrap().push(Done { op, called, returned, result });
                }
            }
        };
        let others: Vec<_> = threads[1..].iter().map(|ops| thread::spawn(run(ops))).collect();
        run(&threads[0])();
        others.into_iter().for_each(|other| other.join().unwrap());
        assert!(explained(&done.lock().unwrap(), [0; 2]));
    })
}

fn without_a_clock(threads: &[Vec<Op>]) -> Verdict {
    let history = linearizable(threads.to_vec());
    history.like(|| [0; 2], |memory, op| at_once(memory, &op)).try_check(
        || [AtomicU64::new(0), AtomicU64::new(0)],
        |memory, op| step_by_step(memory, &op),
    )
}

/// Xorshift64 (Marsaglia 2003).
fn below(seed: &mut u64, bound: u64) -> u64 {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    *seed % bound
}

fn random_op(seed: &mut u64) -> Op {
    let access = |seed: &mut u64| {
        let at = usize::from(below(seed, 2) == 1);
        if below(seed, 2) == 0 { Access::Load(at) } else { Access::Store(at, 1 + below(seed, 2)) }
    };
    (0..=below(seed, 2)).map(|_| access(seed)).collect()
}

#[test]
fn calls_and_returns_as_steps_find_no_more() {
    let mut seed = 0x9E37_79B9_7F4A_7C15;
    let (mut right, mut wrong) = (0, 0);
    let (mut steps, mut none) = (0, 0);
    while right < 40 || wrong < 40 {
        let threads: Vec<Vec<Op>> = (0..2 + below(&mut seed, 2))
            .map(|_| (0..=below(&mut seed, 2)).map(|_| random_op(&mut seed)).collect())
            .collect();
        let ops = threads.iter().map(Vec::len).sum::<usize>();
        let accesses = threads.iter().flatten().map(Vec::len).sum::<usize>();
        if ops > 4 || ops * 2 + accesses > 12 {
            continue;
        }
        match (with_a_clock(&threads), without_a_clock(&threads)) {
            (Ok(one), Ok(other)) => {
                right += 1;
                (steps, none) = (steps + one.executions, none + other.executions);
            }
            (Err(one), Err(other)) => {
                wrong += 1;
                assert_eq!((one.kind(), other.kind()), ("assertion", "not linearizable"));
            }
            (Ok(_), Err(other)) => panic!("{threads:?} is right, but\n{other}"),
            (Err(one), Ok(_)) => panic!("{threads:?} passes, but\n{one}"),
        }
    }
    assert!(none * 5 < steps, "{none} executions without a clock, {steps} with it");
}

/// The executions that a queue under one lock takes: calls and returns as steps or not.
fn executions(threads: usize, with_clock: bool) -> usize {
    let program = linearizable(vec![[Some(1), None]; threads]);
    let like = program.like(VecDeque::new, |queue, op: Option<u32>| match op {
        Some(n) => {
            queue.push_back(n);
            None
        }
        None => queue.pop_front(),
    });
    let make = || (Mutex::new(VecDeque::new()), AtomicU64::new(0));
    let checked = like.try_check(make, move |(queue, clock), op| {
        let tick = || with_clock.then(|| clock.fetch_add(1, SeqCst));
        tick();
        let result = match op {
            Some(n) => {
                queue.lock().unwrap().push_back(n);
                None
            }
            None => queue.lock().unwrap().pop_front(),
        };
        tick();
        result
    });
    checked.expect("the queue is right").executions
}

#[test]
fn calls_and_returns_as_steps_cost_executions() {
    assert_eq!(executions(2, false), 6, "the merges of two sequences of two");
    assert_eq!(executions(2, true), 206, "the same, and the orders of their calls and returns");
}
