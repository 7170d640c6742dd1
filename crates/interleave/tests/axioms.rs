//! Weak memory: the explorer finds exactly the outcomes that RC11 allows.
//!
//! Three answers to the same question, which have no code in common, are compared: the axioms of the
//! paper, interleaving, and the explorer. `INTERLEAVE_PROGRAMS` sets how many random programs of
//! each class the explorer is asked for, `INTERLEAVE_SEED` which. For longer there is a command:
//! `cargo run --release -p interleave --example fuzz -- --seconds 600`.

#[path = "axioms/mod.rs"]
mod axioms;
#[path = "axioms/brute.rs"]
mod brute;
#[path = "axioms/genmc.rs"]
mod genmc;
#[path = "axioms/literature/mod.rs"]
mod literature;
#[path = "axioms/litmus.rs"]
mod litmus;
#[path = "axioms/written.rs"]
mod written;

use axioms::compare::{Compared, JUDGED};
use axioms::parallel::each_job;
use axioms::program::{Outcome, Program, Statement};
use axioms::random::Class;
use axioms::shrink::shrink;
use axioms::{engine, rc11, sc};
use interleave::Memory;
use std::collections::BTreeSet;
use std::sync::atomic::Ordering::{AcqRel, Acquire, Relaxed, Release, SeqCst};

/// Of programs that the oracles are compared with each other on.
const SEED: u64 = 4;

fn setting(name: &str, default: u64) -> u64 {
    let value = std::env::var(name).ok();
    value.map_or(default, |value| value.parse().unwrap_or_else(|_| panic!("`{name}` is no number")))
}

/// Does so many jobs, and panics with the first complaints.
#[track_caller]
fn no_complaint(jobs: u64, job: impl Fn(u64) -> Option<String> + Sync) {
    let complaints = each_job(|number, complaints: &mut Vec<String>| {
        if number < jobs {
            complaints.extend(job(number));
        }
        number < jobs && complaints.len() < 3
    });
    let complaints = complaints.concat();
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

/// The smallest part of the program on which the axioms do not stand to another answer as they should.
fn disagreement(
    program: &Program,
    other: fn(&Program) -> BTreeSet<Outcome>,
    agree: fn(&BTreeSet<Outcome>, &BTreeSet<Outcome>) -> bool,
) -> Option<String> {
    let wrong = |program: &Program| {
        let axioms = rc11::outcomes(program, JUDGED)?;
        let other = other(program);
        (!agree(&axioms, &other)).then(|| format!("{program}  {axioms:?}\n  {other:?}"))
    };
    wrong(program)?;
    wrong(&shrink(program, |less| wrong(less).is_some()))
}

#[test]
fn the_axioms_allow_what_the_literature_says_and_nothing_else() {
    let rows = literature::rows();
    let complaints: Vec<_> = rows.iter().filter_map(literature::Row::complaint).collect();
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn where_all_is_sequentially_consistent_the_axioms_allow_interleavings_alone() {
    no_complaint(20_000, |number| {
        disagreement(&Class::Sc.program(SEED, number), sc::outcomes, BTreeSet::eq)
    });
}

#[test]
fn the_axioms_allow_every_interleaving() {
    no_complaint(3 * 5_000, |number| {
        let class = [Class::Orders, Class::Fences, Class::Mixed][number as usize % 3];
        disagreement(&class.program(SEED, number / 3), sc::outcomes, BTreeSet::is_superset)
    });
}

#[test]
fn the_enumeration_leaves_out_nothing_that_is_consistent() {
    no_complaint(4 * 2_000, |number| {
        let program = Class::ALL[number as usize % 4].program(SEED, number / 4);
        let statements = program.threads.iter().flatten();
        let updates = statements.clone().filter(|it| it.reads() && it.can_write()).count();
        // Of larger ones there is too much to judge.
        let small = statements.count() <= 6 && updates <= 3;
        small.then(|| disagreement(&program, brute::outcomes, BTreeSet::eq)).flatten()
    });
}

#[test]
fn there_are_as_many_executions_as_genmc_finds() {
    for (name, program, expected) in genmc::rows() {
        assert_eq!(brute::executions(&program).len(), expected, "{name}\n{program}");
        assert_eq!(rc11::consistent(&program, usize::MAX), Some(expected), "{name}\n{program}");
    }
}

#[test]
fn the_explorer_runs_each_consistent_execution_once_but_for_what_it_cuts_as_a_repetition() {
    no_complaint(4 * 1_000, |number| {
        let class = Class::ALL[number as usize % 4];
        let program = class.program(SEED, number / 4);
        let memory = match class {
            Class::Sc => Memory::SequentiallyConsistent,
            Class::Orders | Class::Fences | Class::Mixed => Memory::Weak,
        };
        let graphs = rc11::consistent(&program, JUDGED)?;
        let all = engine::outcomes(&program, memory, usize::MAX).expect("no limit");
        let run = all.executions - all.repetitions;
        (run != graphs).then(|| format!("{run} executions, {graphs} consistent\n{program}"))
    });
}

#[test]
fn no_random_program_has_an_ordering_that_std_rejects() {
    for class in Class::ALL {
        let programs = (0..10_000).map(|number| class.program(SEED, number));
        let wrong = |statement: &Statement| match *statement {
            Statement::Load { order, .. } | Statement::Exchange { failure: order, .. } => {
                matches!(order, Release | AcqRel)
            }
            Statement::Store { order, .. } => matches!(order, Acquire | AcqRel),
            Statement::Fence(order) => order == Relaxed,
            Statement::Add { .. } | Statement::Swap { .. } => false,
        };
        for program in programs {
            assert!(!program.threads.iter().flatten().any(wrong), "{program}");
        }
    }
}

/// Whether the explorer agrees; what it is asked is shrunk to what still shows that it does not.
fn complaint(class: Class, program: &Program) -> Option<String> {
    match Compared::of(class, program) {
        Compared::Exact(_) => None,
        skipped @ Compared::Skipped(_) => Some(format!("{program}{skipped}")),
        Compared::Different(_) | Compared::Panicked => {
            let least = shrink(program, |less| Compared::of(class, less).is_bad());
            Some(format!("{least}{}", Compared::of(class, &least)))
        }
    }
}

#[test]
fn the_explorer_is_exact_on_every_litmus_test() {
    let programs = litmus::SHAPES
        .iter()
        .flat_map(|shape| shape.programs().into_iter().map(|program| (shape.name, program)));
    let programs: Vec<_> = programs.collect();
    no_complaint(programs.len() as u64, |number| {
        let (name, program) = &programs[number as usize];
        complaint(Class::Mixed, program).map(|complaint| format!("{name}\n{complaint}"))
    });
}

#[test]
fn the_explorer_is_exact_on_random_programs() {
    let (programs, seed) = (setting("INTERLEAVE_PROGRAMS", 2_000), setting("INTERLEAVE_SEED", 1));
    no_complaint(4 * programs, |number| {
        let class = Class::ALL[number as usize % 4];
        let complaint = complaint(class, &class.program(seed, number / 4));
        complaint.map(|complaint| format!("{class} {}\n{complaint}", number / 4))
    });
}

/// Too rare to be left to chance: where the swap of `y` has been tried with what there was, and may only
/// read what is new, it can rule out the load of `x` that would lead to what it may read then.
#[test]
fn the_explorer_is_exact_where_only_what_is_new_is_left_to_read() {
    use written::{X, Y, fence, program};
    let program = program(&[
        &[X.store(1, SeqCst), Y.swap(1, SeqCst), X.swap(2, SeqCst)],
        &[Y.store(2, SeqCst), X.load(SeqCst), fence(SeqCst), Y.swap(1, SeqCst)],
        &[Y.store(1, SeqCst), X.store(3, SeqCst)],
    ]);
    let complaint = complaint(Class::Mixed, &program);
    assert!(complaint.is_none(), "{}", complaint.unwrap_or_default());
}

/// Bugs of weak memory in the explorer.
#[test]
fn seeded_bugs_are_found() {
    use interleave::__private::{FoundBy, hunt};
    let few = [("INTERLEAVE_PROGRAMS", "1000")];
    let complaints = hunt(FoundBy::Axioms, &["the_explorer_is_exact"], &few);
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}
