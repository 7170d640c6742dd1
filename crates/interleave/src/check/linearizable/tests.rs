//! The two searches against brute force, on random histories and on random programs.

use super::classes::{Event, Span, unexplained};
use super::explain::{Claims, why};
use super::program::Program;
use super::{Mask, Specification, linearizable};
use crate::explorer::execution::{Ending, Surprises};
use crate::explorer::scheduler::Limits;
use crate::explorer::search::Mode;
use crate::explorer::search::order::Order;
use crate::explorer::sweep::sweep;
use crate::explorer::weak::Memory;
use crate::record::history::Why;
use crate::sync::atomic::{AtomicU64, Ordering::SeqCst};
use std::cell::Cell;
use std::ops::ControlFlow;
use std::panic::Location;
use std::sync::Arc;

/// Xorshift64 (Marsaglia 2003), with a fixed seed in each test.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % bound as u64).expect("small")
    }
}

/// A register that is written or read: `0` reads it.
type Op = u64;

fn register() -> Specification<Op, u64, u64> {
    let apply = |value: &mut u64, op| {
        *value = if op == 0 { *value } else { op };
        *value
    };
    Specification { first: Box::new(|| 0), apply: Box::new(apply) }
}

/// Each operation is its thread, its kind, its result.
fn random_operations(random: &mut Random, threads: usize) -> (Vec<usize>, Vec<Op>, Vec<u64>) {
    let count = 2 + random.below(4);
    let mut owners: Vec<usize> = (0..count).map(|_| random.below(threads)).collect();
    owners.sort_unstable();
    let ops: Vec<Op> = (0..count).map(|_| random.below(3) as u64).collect();
    let result = |op: &Op| if *op == 0 { random.below(3) as u64 } else { *op };
    let results = ops.iter().map(result).collect();
    (owners, ops, results)
}

/// Every order of `0..count`.
fn permutations(count: usize) -> Vec<Vec<usize>> {
    let mut all = vec![Vec::new()];
    for next in 0..count {
        all = (all.iter())
            .flat_map(|order: &Vec<usize>| {
                (0..=order.len()).map(move |at| [&order[..at], &[next], &order[at..]].concat())
            })
            .collect();
    }
    all
}

/// Some order of the operations explains the results and keeps those of `before` before each.
fn explained(ops: &[Op], results: &[u64], before: &[Mask]) -> bool {
    permutations(ops.len()).iter().any(|order| {
        let (mut value, mut done) = (0, 0);
        order.iter().all(|&op| {
            let possible = before[op] & !done == 0;
            done |= 1 << op;
            value = if ops[op] == 0 { value } else { ops[op] };
            possible && value == results[op]
        })
    })
}

/// Operations of the same thread that come before each.
fn in_threads(owners: &[usize]) -> Vec<Mask> {
    let earlier = |op: usize| (0..op).filter(move |other| owners[*other] == owners[op]);
    (0..owners.len()).map(|op| earlier(op).fold(0, |mask, other| mask | 1 << other)).collect()
}

#[test]
fn the_search_for_an_order_finds_what_trying_all_finds() {
    let specification = register();
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let mut found = [0, 0];
    for _ in 0..5_000 {
        let (owners, ops, results) = random_operations(&mut random, 3);
        let mut before = in_threads(&owners);
        // Orders that hold in time are those of intervals.
        let times: Vec<_> = ops.iter().map(|_| (random.below(9), random.below(4))).collect();
        for (op, (from, _)) in times.iter().enumerate() {
            let earlier = (0..op).filter(|other| times[*other].0 + times[*other].1 < *from);
            before[op] |= earlier.fold(0, |mask, other| mask | 1 << other);
        }
        let claims = Claims {
            specification: &specification,
            ops: &ops,
            results: &results,
            work: Cell::new(0),
        };
        let order = claims.linearize(&before);
        assert_eq!(order.is_ok(), explained(&ops, &results, &before), "{ops:?} {results:?}");
        found[usize::from(order.is_ok())] += 1;
    }
    assert!(found.iter().all(|times| *times > 500), "one-sided: {found:?}");
}

/// Every order of the steps in which each keeps its place behind those it depends on.
fn orders_of_steps(uses: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let depends = |a: usize, b: usize| uses[a].0 == uses[b].0 || uses[a].1 == uses[b].1;
    let keeps = |order: &Vec<usize>| {
        let place = |step| order.iter().position(|other| *other == step);
        (0..uses.len()).all(|b| (0..b).all(|a| !depends(a, b) || place(a) < place(b)))
    };
    permutations(uses.len()).into_iter().filter(keeps).collect()
}

#[test]
fn a_class_of_executions_is_at_fault_if_one_of_its_orders_is() {
    let specification = register();
    let mut random = Random(0x2545_F491_4F6C_DD1D);
    let mut found = [0, 0];
    for _ in 0..1_500 {
        let (owners, ops, results) = random_operations(&mut random, 3);
        // Each operation is up to two steps, on one of three objects; seven at most. For one
        // without a step brute force has a step that commutes with all others.
        let mut left: Vec<Vec<usize>> = vec![Vec::new(); 3];
        let (mut spans, mut all_spans) = (Vec::new(), Vec::new());
        for (op, &thread) in owners.iter().enumerate() {
            let real = |left: &Vec<usize>| left.iter().filter(|object| **object < 3).count();
            let (from, all_from) = (real(&left[thread]), left[thread].len());
            match random.below(5) {
                0 => left[thread].push(3 + op),
                1 if ops.len() < 5 => left[thread].extend([random.below(3), random.below(3)]),
                _ => left[thread].push(random.below(3)),
            }
            spans.push(Span { thread, from, to: real(&left[thread]) });
            all_spans.push(Span { thread, from: all_from, to: left[thread].len() });
        }
        let lengths: Vec<usize> = left.iter().map(Vec::len).collect();
        if lengths.iter().sum::<usize>() > 7 {
            continue;
        }
        let mut all_uses: Vec<(usize, usize)> = Vec::new();
        while all_uses.len() < lengths.iter().sum() {
            let thread = random.below(3);
            let taken = all_uses.iter().filter(|step| step.0 == thread).count();
            if taken < lengths[thread] {
                all_uses.push((thread, left[thread][taken]));
            }
        }
        let uses: Vec<_> = all_uses.iter().copied().filter(|step| step.1 < 3).collect();
        let (order, all_order) = (Order::of_uses(&uses), Order::of_uses(&all_uses));
        let claims = Claims {
            specification: &specification,
            ops: &ops,
            results: &results,
            work: Cell::new(0),
        };
        let some_order_fails = orders_of_steps(&all_uses).iter().any(|steps| {
            let place = |step: Option<usize>| steps.iter().position(|other| Some(*other) == step);
            let before: Vec<Mask> = (0..ops.len())
                .map(|op| {
                    let called = place(all_spans[op].first(&all_order));
                    let earlier = (0..ops.len())
                        .filter(|other| place(all_spans[*other].last(&all_order)) < called);
                    earlier.fold(0, |mask, other| mask | 1 << other)
                })
                .collect();
            !explained(&ops, &results, &before)
        });
        let events = unexplained(&claims, &spans, &order).expect("few orders");
        assert_eq!(events.is_some(), some_order_fails, "{uses:?} {ops:?} {results:?}");
        found[usize::from(some_order_fails)] += 1;
        if let Some(events) = events {
            assert_eq!(events.len(), ops.len() * 2, "every call and return has a time");
            let named = events.iter().filter_map(|event| match *event {
                Event::Call(op) => spans[op].first(&order),
                Event::Return(op) => spans[op].last(&order),
            });
            let mut choices = order.choices(named);
            choices.sort_unstable();
            let mut threads: Vec<usize> = uses.iter().map(|step| step.0).collect();
            threads.sort_unstable();
            assert_eq!(choices, threads, "the execution to be shown has all steps once");
        }
    }
    assert!(found.iter().all(|times| *times > 200), "one-sided: {found:?}");
}

#[test]
fn a_reason_is_the_time_or_that_there_is_no_order_at_all() {
    let specification = register();
    let work = || Cell::new(0);
    let claims =
        |results| Claims { specification: &specification, ops: &[1, 0], results, work: work() };
    assert_eq!(
        why(&claims(&[1, 0]), &[0, 0b01], &[0, 0]),
        Why::TooLate { order: vec![1, 0], first: 0, second: 1 },
    );
    assert_eq!(
        why(&claims(&[1, 2]), &[0, 0], &[0, 0]),
        Why::NoOrder { longest: vec![0], next: vec![(1, "1".to_owned())] },
    );
}

/// What an operation of a random program does: loads and stores, one after the other.
#[derive(Clone, Debug)]
enum Access {
    Load(usize),
    Store(usize, u64),
}

type Accesses = Vec<Access>;

fn random_accesses(random: &mut Random) -> Accesses {
    let access = |random: &mut Random| match random.below(2) {
        0 => Access::Load(random.below(2)),
        _ => Access::Store(random.below(2), 1 + random.below(2) as u64),
    };
    (0..=random.below(2)).map(|_| access(random)).collect()
}

/// Runs the program in a mode, in full. Returns whether a history has no explanation, and how many
/// executions it took.
fn is_at_fault(threads: &[Vec<Accesses>], mode: Mode) -> (bool, usize) {
    let (first, apply) = (
        || [0; 2],
        |memory: &mut [u64; 2], op: Accesses| {
            let each = op.into_iter().map(|access| match access {
                Access::Load(at) => memory[at],
                Access::Store(at, value) => {
                    memory[at] = value;
                    value
                }
            });
            each.collect::<Vec<u64>>()
        },
    );
    let operate = |memory: &[AtomicU64; 2], op: Accesses| {
        let each = op.into_iter().map(|access| match access {
            Access::Load(at) => memory[at].load(SeqCst),
            Access::Store(at, value) => {
                memory[at].store(value, SeqCst);
                value
            }
        });
        each.collect::<Vec<u64>>()
    };
    let specified = linearizable(threads.to_vec()).like(first, apply);
    let program = Program {
        threads: specified.threads.into(),
        specification: specified.specification,
        make: Box::new(|| [AtomicU64::new(0), AtomicU64::new(0)]),
        operate: Arc::new(operate),
        at: Location::caller(),
    };
    let surprises = Surprises { wakeups: 0, exchanges: 0, jumps: 0, stale: 0 };
    let memory = Memory::SequentiallyConsistent;
    let limits =
        Limits { steps: 100, surprises, memory, recording: false, leaks: true, delivers: false };
    let mut at_fault = false;
    let model = Arc::new(move || program.run());
    let executions = sweep(limits, mode, usize::MAX, model, |engine, _| match engine.run.ending {
        Some(Ending::Complete) => ControlFlow::Continue(()),
        Some(Ending::NotLinearizable(_)) => {
            at_fault = true;
            ControlFlow::Break(())
        }
        _ => unreachable!("loads and stores end"),
    });
    (at_fault, executions.expect("no limit"))
}

#[test]
fn one_execution_of_each_class_finds_what_all_executions_find() {
    let mut random = Random(0xD1B5_4A32_D192_ED03);
    let mut found = [0, 0];
    let (mut reduced, mut all) = (0, 0);
    for _ in 0..400 {
        let threads: Vec<Vec<Accesses>> = (0..2 + random.below(2))
            .map(|_| (0..=random.below(2)).map(|_| random_accesses(&mut random)).collect())
            .collect();
        if threads.iter().flatten().map(Vec::len).sum::<usize>() > 8 {
            continue;
        }
        let (expected, plain) = is_at_fault(&threads, Mode::Bounded(u32::MAX));
        let (at_fault, fewer) = is_at_fault(&threads, Mode::Reduced);
        assert_eq!(at_fault, expected, "{threads:?}");
        found[usize::from(expected)] += 1;
        if !expected {
            (reduced, all) = (reduced + fewer, all + plain);
        }
    }
    assert!(found.iter().all(|times| *times > 50), "one-sided: {found:?}");
    assert!(reduced * 5 < all, "nothing is saved: {reduced} executions instead of {all}");
}
