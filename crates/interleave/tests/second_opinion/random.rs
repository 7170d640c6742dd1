//! Random programs: loom never sees what the explorer calls impossible, and rejects none that it
//! passes.

use super::Slot;
use interleave::sync::atomic::{AtomicU32, Ordering::*};
use interleave::sync::{Arc, Condvar, Mutex, RwLock, mpsc};
use interleave::{Model, SecondOpinion, thread};
use std::collections::BTreeSet;

/// xorshift64, with a fixed seed.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 11) % sides as u64).expect("fewer sides than a usize has values")
    }
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Load,
    Store,
    Add,
    Exchange,
    Lock,
    TryLock,
    LockBoth,
    Read,
    Write,
    TryRead,
    TryWrite,
    Wait,
    Change,
    NotifyAll,
    Send,
    Recv,
    TryRecv,
    Park,
    Unpark,
    Touch,
    Publish,
}

use Step::*;

/// Steps that are thrown together.
const FAMILIES: &[&[Step]] = &[
    &[Load, Store, Add, Exchange],
    &[Lock, TryLock, LockBoth, Load, Store],
    &[Read, Write, TryRead, TryWrite],
    &[Wait, Change, NotifyAll, Lock],
    &[Send, Recv, TryRecv, Load, Store],
    &[Park, Unpark, Lock, Load, Store],
    &[Touch, Publish, Lock, Load],
];

/// For each thread its steps, each with one of two objects.
type Program = Vec<Vec<(Step, usize)>>;

fn program(dice: &mut Dice, family: &[Step]) -> Program {
    let threads = 2 + usize::from(dice.throw(4) == 0);
    let most = if threads == 2 { 3 } else { 2 };
    let step = |dice: &mut Dice| (family[dice.throw(family.len())], dice.throw(2));
    (0..threads).map(|_| (0..=dice.throw(most)).map(|_| step(dice)).collect()).collect()
}

struct Shared {
    values: [AtomicU32; 2],
    locks: [Mutex<u32>; 2],
    rw: RwLock<u32>,
    ready: (Mutex<u32>, Condvar),
    slot: Arc<Slot>,
    main: thread::Thread,
}

struct Actor {
    shared: Arc<Shared>,
    sender: mpsc::Sender<u32>,
    /// The main thread's.
    receiver: Option<mpsc::Receiver<u32>>,
}

const NOTHING: u32 = 1_000;

impl Actor {
    fn act(&self, (step, object): (Step, usize)) -> u32 {
        let shared = &*self.shared;
        match step {
            Load => shared.values[object].load(SeqCst),
            Store => {
                shared.values[object].store(5, SeqCst);
                0
            }
            Add => shared.values[object].fetch_add(6, SeqCst),
            Exchange => {
                let done = shared.values[object].compare_exchange(5, 7, SeqCst, SeqCst);
                done.map_or_else(|found| found, |found| found + 100)
            }
            Lock => {
                let mut value = shared.locks[object].lock().unwrap();
                *value += 1;
                *value
            }
            TryLock => shared.locks[object].try_lock().map_or(NOTHING, |mut value| {
                *value += 10;
                *value
            }),
            LockBoth => {
                let mut first = shared.locks[object].lock().unwrap();
                let second = shared.locks[1 - object].lock().unwrap();
                *first += 1;
                *first * 100 + *second
            }
            Read => *shared.rw.read().unwrap(),
            Write => {
                let mut value = shared.rw.write().unwrap();
                *value += 1;
                *value
            }
            TryRead => shared.rw.try_read().map_or(NOTHING, |value| *value),
            TryWrite => shared.rw.try_write().map_or(NOTHING, |mut value| {
                *value += 10;
                *value
            }),
            Wait => {
                let ready = shared.ready.0.lock().unwrap();
                *shared.ready.1.wait_while(ready, |ready| *ready == 0).unwrap()
            }
            Change => {
                *shared.ready.0.lock().unwrap() += 1;
                shared.ready.1.notify_one();
                0
            }
            NotifyAll => {
                shared.ready.1.notify_all();
                0
            }
            Send => self.sender.send(1).map_or(NOTHING, |()| 0),
            Recv => self.receiver.as_ref().map_or(0, |end| end.recv().unwrap_or(NOTHING)),
            TryRecv => self.receiver.as_ref().map_or(0, |end| end.try_recv().unwrap_or(NOTHING)),
            Park => {
                if self.receiver.is_some() {
                    thread::park();
                }
                0
            }
            Unpark => {
                shared.main.unpark();
                0
            }
            Touch => {
                let held = shared.locks[0].lock().unwrap();
                if object == 0 {
                    drop(held);
                }
                shared.slot.read()
            }
            Publish => {
                let _held = shared.locks[0].lock().unwrap();
                shared.slot.write();
                0
            }
        }
    }
}

fn run(program: &Program) -> Vec<Vec<u32>> {
    let shared = Arc::new(Shared {
        values: [AtomicU32::new(0), AtomicU32::new(0)],
        locks: [Mutex::new(0), Mutex::new(0)],
        rw: RwLock::new(0),
        ready: (Mutex::new(0), Condvar::new()),
        slot: Slot::empty(),
        main: thread::current(),
    });
    let (sender, receiver) = mpsc::channel();
    let steps = |actor: &Actor, steps: &[(Step, usize)]| -> Vec<u32> {
        steps.iter().map(|step| actor.act(*step)).collect()
    };
    let others: Vec<_> = program[1..]
        .iter()
        .map(|mine| {
            let (shared, sender, mine) = (Arc::clone(&shared), sender.clone(), mine.clone());
            thread::spawn(move || steps(&Actor { shared, sender, receiver: None }, &mine))
        })
        .collect();
    let main = Actor { shared, sender, receiver: Some(receiver) };
    let mut results = vec![steps(&main, &program[0])];
    results.extend(others.into_iter().map(|other| other.join().unwrap()));
    results
}

fn judge(program: &Program) {
    type Seen = BTreeSet<Vec<Vec<u32>>>;
    let seen = std::sync::Arc::new(std::sync::Mutex::new(Seen::new()));
    let (theirs, copy) = (std::sync::Arc::clone(&seen), program.clone());
    let explorer = Model::new().spurious_wakeups(0).idle_threads();
    let explored = explorer.try_check(move || {
        let results = run(&copy);
        theirs.lock().unwrap().insert(results);
    });
    if explored.is_err() {
        // loom may see it as well. If not it has tried less, which is no mistake.
        return;
    }
    let possible = std::mem::take(&mut *seen.lock().unwrap());
    let copy = program.clone();
    let opinion = Model::second_opinion(move || {
        let results = run(&copy);
        assert!(possible.contains(&results), "impossible: {results:?}");
    });
    assert!(matches!(opinion, SecondOpinion::Agrees { .. }), "{opinion:?} of {program:?}");
}

#[test]
fn loom_rejects_nothing_that_the_explorer_passes() {
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    for family in FAMILIES {
        for _ in 0..60 {
            judge(&program(&mut dice, family));
        }
    }
}
