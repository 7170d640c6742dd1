//! The reduced search against the plain one: on random programs both must see the same set of
//! results, deadlocks and races included.
//!
//! `INTERLEAVE_PROGRAMS` sets how many programs are compared, `INTERLEAVE_SEED` which:
//! `INTERLEAVE_PROGRAMS=1000000 cargo test --release -p interleave the_reduced_search`.

mod random;
mod run;

use super::execution::{Ending, Surprises};
use super::scheduler::Limits;
use super::search::Mode;
use super::sweep::{Run, sweep};
use super::weak::Memory;
use random::{Program, Random, Statement};
use run::{World, run_thread};
use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex};

/// The programs are compared in so many parts, each with a seed of its own.
const PARTS: u64 = 8;

/// Executions that the plain search of a program may need.
const PLAIN: usize = 1_000;

/// What the threads of an execution saw, and how it ended.
type Outcome = (Vec<Vec<u32>>, &'static str);

/// All outcomes of a program; `None` if there are too many executions.
fn outcomes(
    program: &Program,
    memory: Memory,
    mode: Mode,
    most: usize,
) -> Option<(BTreeSet<Outcome>, usize)> {
    search(program, memory, mode, most, true)
}

/// The same; perhaps with loops that spin treated like those that give up.
fn search(
    program: &Program,
    memory: Memory,
    mode: Mode,
    most: usize,
    awaits: bool,
) -> Option<(BTreeSet<Outcome>, usize)> {
    let surprises = Surprises { wakeups: 1, exchanges: 1, jumps: 1, stale: u32::MAX };
    let limits =
        Limits { steps: 500, surprises, memory, recording: false, leaks: true, delivers: false };
    let latest = Arc::new(Mutex::new(Vec::new()));
    let (written, program) = (Arc::clone(&latest), Arc::new(program.clone()));
    let model = Arc::new(move || {
        let world = Arc::new(World::new(&program));
        written.lock().unwrap().push(Arc::clone(&world));
        run_thread(0, &program, &world);
    });
    let mut found = BTreeSet::new();
    let executions = sweep(limits, mode, most, model, |engine, run| {
        let world = latest.lock().unwrap().pop().expect("the execution has begun");
        if run == Run::StartsOver {
            found.clear();
            if !awaits {
                engine.learned.doubt_that_loops_spin();
            }
            return ControlFlow::Continue(());
        }
        let ending = match engine.run.ending {
            Some(Ending::Complete) => "complete",
            // One end: a thread that caught a panic is taken for one that unwinds while another one
            // does, and then for the cause, as std counts panics for the OS thread.
            Some(Ending::Deadlock | Ending::Livelock | Ending::Panicked { .. }) => "stuck",
            Some(Ending::Race(_)) => "race",
            _ => "unexpected",
        };
        let seen = world.seen.lock().unwrap().clone();
        found.insert((seen, ending));
        ControlFlow::Continue(())
    });
    Some((found, executions?))
}

/// What must be equal. A race ends an execution where it is found, so of a program with races only
/// that it has them.
fn comparable(outcomes: BTreeSet<Outcome>) -> BTreeSet<Outcome> {
    let races = outcomes.iter().any(|(_, ending)| *ending == "race");
    if races { BTreeSet::from([(Vec::new(), "race")]) } else { outcomes }
}

/// Both searches on one program.
struct Compared {
    reduced: BTreeSet<Outcome>,
    plain: BTreeSet<Outcome>,
    /// Executions of each.
    executions: (usize, usize),
}

impl Compared {
    /// `None` if the plain search has too much to do.
    fn of(program: &Program, memory: Memory) -> Option<Self> {
        let program = program.clone();
        let compared = std::thread::spawn(move || Compared::here(&program, memory));
        compared.join().expect("the searches do not panic")
    }

    /// On this OS thread, which is lost if an execution is abandoned while it unwinds.
    fn here(program: &Program, memory: Memory) -> Option<Self> {
        let (plain, many) = outcomes(program, memory, Mode::Bounded(u32::MAX), PLAIN)?;
        let reduced = outcomes(program, memory, Mode::Reduced, usize::MAX);
        let (reduced, few) = reduced.expect("no limit");
        let (plain, reduced) = (comparable(plain), comparable(reduced));
        Some(Compared { reduced, plain, executions: (few, many) })
    }

    fn agrees(&self) -> bool {
        self.plain == self.reduced && self.plain.iter().all(|(_, how)| *how != "unexpected")
    }
}

/// Leaves out statements as long as the searches still differ.
fn smallest(mut program: Program, memory: Memory) -> Program {
    loop {
        let without = |thread: usize, statement: usize| {
            let mut smaller = program.clone();
            smaller[thread].remove(statement);
            smaller
        };
        let all = (0..program.len()).flat_map(|t| (0..program[t].len()).map(move |s| (t, s)));
        let differs =
            |smaller: &Program| Compared::of(smaller, memory).is_some_and(|both| !both.agrees());
        match all.map(|(thread, at)| without(thread, at)).find(differs) {
            Some(smaller) => program = smaller,
            None => return program,
        }
    }
}

/// Compares both searches on `count` programs. Returns executions of the reduced and of the plain
/// search.
fn compare(seed: u64, count: usize, memory: Memory) -> (usize, usize) {
    let (mut random, mut compared) = (Random(seed), 0);
    let (mut reduced, mut plain) = (0, 0);
    while compared < count {
        let program = match memory {
            Memory::SequentiallyConsistent => random.program(),
            Memory::Weak => random.weak_program(),
        };
        let Some(both) = Compared::of(&program, memory) else { continue };
        if !both.agrees() {
            let program = smallest(program, memory);
            let both = Compared::of(&program, memory).expect("smaller than one that was compared");
            panic!(
                "program {program:?}\nmissed {:?}\nimpossible {:?}",
                both.plain.difference(&both.reduced).collect::<Vec<_>>(),
                both.reduced.difference(&both.plain).collect::<Vec<_>>(),
            );
        }
        compared += 1;
        reduced += both.executions.0;
        plain += both.executions.1;
    }
    (reduced, plain)
}

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(default)
}

#[test]
fn the_reduced_search_sees_what_the_plain_one_sees() {
    compare_many(Memory::SequentiallyConsistent, 50_000);
}

#[test]
fn the_reduced_search_sees_what_the_plain_one_sees_under_weak_memory() {
    compare_many(Memory::Weak, 20_000);
}

fn compare_many(memory: Memory, programs: u64) {
    let seed = setting("INTERLEAVE_SEED", 88_172_645_463_325_252);
    let programs = setting("INTERLEAVE_PROGRAMS", programs);
    let share = usize::try_from(programs.div_ceil(PARTS)).expect("a count");
    // As many at a time as there are processors; which programs they are does not depend on that.
    let next = AtomicU64::new(0);
    let work = || {
        let mut sum = (0, 0);
        loop {
            let part = next.fetch_add(1, Relaxed);
            if part >= PARTS {
                return sum;
            }
            let (reduced, plain) = compare(seed.rotate_left(part as u32 * 7), share, memory);
            sum = (sum.0 + reduced, sum.1 + plain);
        }
    };
    let (reduced, plain) = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..std::thread::available_parallelism().map_or(1, usize::from))
            .map(|_| scope.spawn(work))
            .collect();
        let joined = workers.into_iter().map(|worker| match worker.join() {
            Ok(sum) => sum,
            Err(difference) => std::panic::resume_unwind(difference),
        });
        joined.fold((0, 0), |sum, part| (sum.0 + part.0, sum.1 + part.1))
    });
    println!("{programs} programs: {reduced} executions, without reduction {plain}");
    assert!(reduced < plain, "the reduction leaves something out");
}

/// Too rare to be left to chance.
#[test]
fn the_reduced_search_knows_that_a_try_lock_may_hold_the_lock() {
    use Statement::{Join, Lock, Spawn, TryLock};
    let main = vec![Spawn(2), TryLock(0), Spawn(1), Join(2)];
    let program = vec![main, vec![TryLock(0)], vec![Lock(0)]];
    let both = Compared::of(&program, Memory::SequentiallyConsistent).expect("few executions");
    assert_eq!(both.reduced, both.plain);
}

/// Bugs of the search: whatever else is wrong with the engine is so in both searches.
#[cfg(feature = "seeded")]
#[test]
fn seeded_bugs_of_the_search_are_found() {
    use crate::seeded::{FoundBy, hunt};
    let few = [("INTERLEAVE_PROGRAMS", "4000")];
    let complaints = hunt(FoundBy::Programs, &["explorer::tests::the_reduced_search"], &few);
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn a_loop_that_waits_for_news_shows_all_that_one_shows_that_looks_again_and_again() {
    let mut random = Random(2_463_534_242);
    let mut compared = 0;
    while compared < 400 {
        let program = random.spinning_program();
        let memory = Memory::SequentiallyConsistent;
        let looking = search(&program, memory, Mode::Bounded(u32::MAX), PLAIN, false);
        let Some((looking, _)) = looking else { continue };
        let waiting = outcomes(&program, memory, Mode::Reduced, usize::MAX);
        let (waiting, _) = waiting.expect("no limit");
        let missed: Vec<_> = looking.difference(&waiting).collect();
        assert!(missed.is_empty(), "program {program:?}\nmissed {missed:?}");
        compared += 1;
    }
}

#[test]
fn the_search_keeps_no_memory_of_what_it_abandoned() {
    let program = vec![vec![Statement::Lock(0), Statement::Wait(0)]];
    let memory = Memory::SequentiallyConsistent;
    let found = outcomes(&program, memory, Mode::Reduced, usize::MAX);
    let (found, _) = found.expect("no limit");
    let endings: Vec<_> = found.iter().map(|(_, ending)| *ending).collect();
    assert_eq!(endings, ["stuck", "complete"], "waits for ever, or wakes spuriously");
}
