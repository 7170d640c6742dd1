//! The reduced search against the plain one: on random programs both must see the same set of
//! results, deadlocks included.

use super::context::Shared;
use super::execution::{Ending, Surprises};
use super::host::Host;
use super::scheduler::{Engine, Limits};
use super::search::{Mode, Search};
use crate::sync::atomic::{AtomicU32, Ordering::SeqCst};
use crate::sync::{Condvar, Mutex, MutexGuard};
use crate::thread;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex as RealMutex};

/// One statement of a thread. Numbers name one of two mutexes, condvars or atomics.
#[derive(Clone, Copy, Debug)]
enum Statement {
    Lock(usize),
    Unlock(usize),
    TryLock(usize),
    /// Waits on the condvar with the mutex of the same number, if the thread holds it.
    Wait(usize),
    NotifyOne(usize),
    NotifyAll(usize),
    Load(usize),
    Store(usize),
    Add(usize),
    WeakExchange(usize),
    Yield,
    /// Starts the thread of this number.
    Spawn(usize),
    /// Joins it, if this thread started it.
    Join(usize),
}

type Program = Vec<Vec<Statement>>;

/// What the threads of an execution saw, and how it ended.
type Outcome = (Vec<Vec<u32>>, &'static str);

/// xorshift64 (Marsaglia 2003): the same programs in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % n
    }

    fn program(&mut self) -> Program {
        let threads = 2 + usize::from(self.below(3) == 0);
        let most = if threads == 2 { 5 } else { 3 };
        let mut program: Program = (0..threads).map(|_| self.thread(most)).collect();
        for thread in 1..threads {
            self.start(&mut program, thread);
        }
        program
    }

    /// Has the thread started by main or by another thread, early or late, and perhaps joined.
    fn start(&mut self, program: &mut Program, thread: usize) {
        let parent = if thread == 2 && self.below(2) == 0 { 1 } else { 0 };
        let statements = &mut program[parent];
        let late = self.below(2) == 0;
        let at = if late { self.below(statements.len() + 1) } else { 0 };
        statements.insert(at, Statement::Spawn(thread));
        if self.below(2) == 0 {
            let behind = at + 1 + self.below(statements.len() - at);
            statements.insert(behind, Statement::Join(thread));
        }
    }

    /// At most three yields: what lies behind more is not tried in every order.
    fn thread(&mut self, most: usize) -> Vec<Statement> {
        let mut yields = 0;
        let mut statements: Vec<_> = (0..=self.below(most)).map(|_| self.statement()).collect();
        statements.retain(|statement| {
            yields += usize::from(matches!(statement, Statement::Yield));
            yields <= 3
        });
        statements
    }

    fn statement(&mut self) -> Statement {
        let which = self.below(2);
        match self.below(12) {
            0 | 1 => Statement::Lock(which),
            2 => Statement::Unlock(which),
            3 => Statement::TryLock(which),
            4 => Statement::Wait(which),
            5 => Statement::NotifyOne(which),
            6 => Statement::NotifyAll(which),
            7 => Statement::Load(which),
            8 => Statement::Store(which),
            9 => Statement::Add(which),
            10 => Statement::WeakExchange(which),
            _ => Statement::Yield,
        }
    }
}

struct World {
    mutexes: [Mutex<u32>; 2],
    condvars: [Condvar; 2],
    atomics: [AtomicU32; 2],
    seen: RealMutex<Vec<Vec<u32>>>,
}

fn run_thread(me: usize, program: &Arc<Program>, world: &Arc<World>) {
    let mut started = BTreeMap::new();
    let mut held: [Option<MutexGuard<'_, u32>>; 2] = [None, None];
    let saw = |value: u32| world.seen.lock().unwrap()[me].push(value);
    for statement in &program[me] {
        match *statement {
            Statement::Lock(m) if held[m].is_none() => {
                let mut guard = world.mutexes[m].lock().unwrap();
                *guard += 1;
                saw(*guard);
                held[m] = Some(guard);
            }
            Statement::Unlock(m) => held[m] = None,
            Statement::TryLock(m) if held[m].is_none() => {
                let busy = world.mutexes[m].try_lock().is_err();
                saw(100 + u32::from(busy));
            }
            Statement::Wait(m) => {
                if let Some(guard) = held[m].take() {
                    held[m] = Some(world.condvars[m].wait(guard).unwrap());
                    saw(200);
                }
            }
            Statement::NotifyOne(c) => world.condvars[c].notify_one(),
            Statement::NotifyAll(c) => world.condvars[c].notify_all(),
            Statement::Load(a) => saw(world.atomics[a].load(SeqCst)),
            Statement::Store(a) => world.atomics[a].store(10 + me as u32, SeqCst),
            Statement::Add(a) => saw(world.atomics[a].fetch_add(1, SeqCst)),
            Statement::WeakExchange(a) => {
                let result = world.atomics[a].compare_exchange_weak(0, 7, SeqCst, SeqCst);
                saw(300 + u32::from(result.is_ok()));
            }
            Statement::Yield => thread::yield_now(),
            Statement::Spawn(child) => {
                let (program, world) = (Arc::clone(program), Arc::clone(world));
                let handle = thread::spawn(move || run_thread(child, &program, &world));
                started.insert(child, handle);
            }
            Statement::Join(child) => {
                if let Some(handle) = started.remove(&child) {
                    handle.join().unwrap();
                }
            }
            Statement::Lock(_) | Statement::TryLock(_) => {}
        }
    }
}

/// All outcomes of a program; `None` if there are too many executions.
fn outcomes(program: &Program, mode: Mode, most: usize) -> Option<(BTreeSet<Outcome>, usize)> {
    let limits =
        Limits { steps: 500, surprises: Surprises { wakeups: 1, exchanges: 1 }, recording: false };
    let shared: &'static Shared = Box::leak(Box::new(Shared::new(Engine::new(limits, mode))));
    let latest = Arc::new(RealMutex::new(Vec::new()));
    let (written, program) = (Arc::clone(&latest), Arc::new(program.clone()));
    let mut host = Host::new(
        shared,
        Arc::new(move || {
            let world = Arc::new(World {
                mutexes: [Mutex::new(0), Mutex::new(0)],
                condvars: [Condvar::new(), Condvar::new()],
                atomics: [AtomicU32::new(0), AtomicU32::new(0)],
                seen: RealMutex::new(vec![Vec::new(); program.len()]),
            });
            written.lock().unwrap().push(Arc::clone(&world));
            run_thread(0, &program, &world);
        }),
    );
    let (mut found, mut executions) = (BTreeSet::new(), 0);
    let complete = loop {
        shared.engine().restart(executions as u64 + 1);
        host.run();
        executions += 1;
        let world = latest.lock().unwrap().pop().expect("the execution has begun");
        let engine = &mut *shared.engine();
        engine.search.close(&mut engine.run);
        let ending = match engine.run.ending {
            Some(Ending::Complete) => "complete",
            Some(Ending::Deadlock) => "deadlock",
            Some(Ending::Livelock) => "livelock",
            _ => "unexpected",
        };
        let seen = world.seen.lock().unwrap().clone();
        found.insert((seen, ending));
        if !engine.search.advance() {
            break true;
        }
        if executions == most {
            break false;
        }
    };
    shared.engine().search = Search::new(mode);
    complete.then_some((found, executions))
}

/// Compares both searches on `count` programs. Returns executions of the reduced and of the plain
/// search.
fn compare(seed: u64, count: usize) -> (usize, usize) {
    let (mut random, mut compared) = (Random(seed), 0);
    let (mut reduced_executions, mut plain_executions) = (0, 0);
    while compared < count {
        let program = random.program();
        let Some((plain, many)) = outcomes(&program, Mode::Bounded(u32::MAX), 20_000) else {
            continue;
        };
        let (reduced, few) = outcomes(&program, Mode::Reduced, usize::MAX).expect("no limit");
        assert!(
            plain == reduced,
            "program {program:?}\nmissed {:?}\nimpossible {:?}",
            plain.difference(&reduced).collect::<Vec<_>>(),
            reduced.difference(&plain).collect::<Vec<_>>(),
        );
        assert!(plain.iter().all(|(_, ending)| *ending != "unexpected"), "program {program:?}");
        compared += 1;
        reduced_executions += few;
        plain_executions += many;
    }
    (reduced_executions, plain_executions)
}

#[test]
fn the_reduced_search_sees_what_the_plain_one_sees() {
    let (reduced, plain) = compare(88_172_645_463_325_252, 30_000);
    println!("reduced {reduced}, plain {plain} executions");
    assert!(reduced < plain, "the reduction leaves something out");
}

#[test]
fn the_search_keeps_no_memory_of_what_it_abandoned() {
    let program = vec![vec![Statement::Lock(0), Statement::Wait(0)]];
    let (found, _) = outcomes(&program, Mode::Reduced, usize::MAX).expect("no limit");
    let endings: Vec<_> = found.iter().map(|(_, ending)| *ending).collect();
    assert_eq!(endings, ["deadlock", "complete"], "waits for ever, or wakes spuriously");
}
