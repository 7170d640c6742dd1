//! Runs a random program under the explorer, and notes what each thread sees.

use super::random::{Program, Statement};
use crate::cell::UnsafeCell;
use crate::sync::atomic::{AtomicU32, Ordering, Ordering::SeqCst, fence};
use crate::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use crate::sync::{
    Arc as ModelArc, Barrier, Condvar, Mutex, MutexGuard, OnceLock, RwLock, RwLockReadGuard,
    RwLockWriteGuard, Weak, futex,
};
use crate::thread::{self, JoinHandle, Thread};
use crate::time::{Duration, Instant};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind, panic_any};
use std::sync::{Arc, LockResult, Mutex as RealMutex, PoisonError, TryLockError};

const BRIEFLY: Duration = Duration::from_nanos(1);

/// What the threads share.
pub(super) struct World {
    mutexes: [Mutex<u32>; 2],
    condvars: [Condvar; 2],
    atomics: [AtomicU32; 2],
    rwlocks: [RwLock<u32>; 2],
    barriers: [Barrier; 2],
    onces: [OnceLock<usize>; 2],
    cells: [Racy; 2],
    main: Thread,
    /// If anybody asks for the time.
    begin: Option<Instant>,
    /// For those that have not started.
    ends: RealMutex<Vec<Option<Ends>>>,
    pub(super) seen: RealMutex<Vec<Vec<u32>>>,
}

/// A cell that threads use as they like.
struct Racy(UnsafeCell<u32>);
// SAFETY: wrong on purpose. All threads run on one OS thread, and the explorer reports a race before
// the access.
unsafe impl Sync for Racy {}
// SAFETY: as above.
unsafe impl Send for Racy {}

/// What a thread owns from the beginning.
struct Ends {
    sender: Option<Sender<u32>>,
    bounded: [Option<SyncSender<u32>>; 2],
    receivers: [Option<Receiver<u32>>; 3],
    arc: Option<ModelArc<u32>>,
    weak: Weak<u32>,
}

impl World {
    /// Makes what the program uses: dropping an end of a channel is a step, and so is a look at the
    /// clock.
    pub(super) fn new(program: &Program) -> Self {
        let uses = |wanted: fn(&Statement) -> bool| program.iter().flatten().any(wanted);
        let channels = uses(|statement| {
            use Statement::{DropReceiver, DropSender, Recv, RecvTimeout, Send, TryRecv, TrySend};
            matches!(
                statement,
                Send(_)
                    | TrySend(_)
                    | Recv(_)
                    | TryRecv(_)
                    | RecvTimeout(_)
                    | DropSender(_)
                    | DropReceiver(_)
            )
        });
        let (sender, receiver) = channels.then(channel).unzip();
        let (one, with_room) = channels.then(|| sync_channel(1)).unzip();
        let (none, rendezvous) = channels.then(|| sync_channel(0)).unzip();
        let mut receivers = Some([receiver, with_room, rendezvous]);
        let arc = ModelArc::new(7);
        let weak = ModelArc::downgrade(&arc);
        let ends = (0..program.len()).map(|thread| {
            let receivers = if thread == 1 { receivers.take() } else { None };
            Some(Ends {
                sender: sender.clone(),
                bounded: [one.clone(), none.clone()],
                receivers: receivers.unwrap_or_default(),
                arc: Some(arc.clone()),
                weak: weak.clone(),
            })
        });
        let ends = RealMutex::new(ends.collect());
        World {
            mutexes: [Mutex::new(0), Mutex::new(0)],
            condvars: [Condvar::new(), Condvar::new()],
            atomics: [AtomicU32::new(0), AtomicU32::new(0)],
            rwlocks: [RwLock::new(0), RwLock::new(0)],
            barriers: [Barrier::new(2), Barrier::new(2)],
            onces: [OnceLock::new(), OnceLock::new()],
            cells: [Racy(UnsafeCell::new(0)), Racy(UnsafeCell::new(0))],
            main: thread::current(),
            begin: uses(|statement| matches!(statement, Statement::Now)).then(Instant::now),
            ends,
            seen: RealMutex::new(vec![Vec::new(); program.len()]),
        }
    }
}

/// Poison is nothing to stop at: a guard that lives through a caught panic may leave it falsely.
fn whole<T>(result: LockResult<T>) -> T {
    result.unwrap_or_else(PoisonError::into_inner)
}

/// A guard of a reader-writer lock.
enum Inside<'a> {
    Read(#[expect(dead_code, reason = "held, not used")] RwLockReadGuard<'a, u32>),
    Write(RwLockWriteGuard<'a, u32>),
}

/// A thread that runs: what it has of its own.
struct Running<'a> {
    me: usize,
    program: &'a Arc<Program>,
    world: &'a Arc<World>,
    ends: Ends,
    started: BTreeMap<usize, JoinHandle<()>>,
    held: [Option<MutexGuard<'a, u32>>; 2],
    inside: [Vec<Inside<'a>>; 2],
}

pub(super) fn run_thread(me: usize, program: &Arc<Program>, world: &Arc<World>) {
    let ends = world.ends.lock().unwrap()[me].take().expect("each thread starts once");
    let mut running = Running {
        me,
        program,
        world,
        ends,
        started: BTreeMap::new(),
        held: [None, None],
        inside: [Vec::new(), Vec::new()],
    };
    for statement in &program[me] {
        running.step(*statement);
    }
}

impl<'a> Running<'a> {
    fn saw(&self, value: u32) {
        self.world.seen.lock().unwrap()[self.me].push(value);
    }

    fn step(&mut self, statement: Statement) {
        match statement {
            Statement::Lock(m)
            | Statement::Unlock(m)
            | Statement::TryLock(m)
            | Statement::Wait(m)
            | Statement::WaitTimeout(m)
            | Statement::NotifyOne(m)
            | Statement::NotifyAll(m) => self.mutex(m, statement),
            Statement::Read(l)
            | Statement::Write(l)
            | Statement::TryRead(l)
            | Statement::TryWrite(l)
            | Statement::Downgrade(l)
            | Statement::Leave(l) => self.rwlock(l, statement),
            Statement::Load(a)
            | Statement::Store(a)
            | Statement::Add(a)
            | Statement::WeakExchange(a)
            | Statement::LoadAs(a, _)
            | Statement::StoreAs(a, _)
            | Statement::AddAs(a, _)
            | Statement::ExchangeAs(a, ..)
            | Statement::SpinUntilAs(a, _)
            | Statement::SpinUntil(a)
            | Statement::GiveUp(a)
            | Statement::SpinLock(a)
            | Statement::FutexWait(a)
            | Statement::FutexWakeOne(a)
            | Statement::FutexWakeAll(a) => self.atomic(a, statement),
            Statement::Send(c) | Statement::TrySend(c) | Statement::DropSender(c) => {
                self.send(c, statement)
            }
            Statement::Recv(c)
            | Statement::TryRecv(c)
            | Statement::RecvTimeout(c)
            | Statement::DropReceiver(c) => self.receive(c, statement),
            Statement::Initialize(_) | Statement::FailToInitialize(_) | Statement::GetOnce(_) => {
                self.once(statement);
            }
            Statement::CloneArc
            | Statement::DropArc
            | Statement::CountArc
            | Statement::Upgrade
            | Statement::TakeArc => self.arc(statement),
            _ => self.thread(statement),
        }
    }

    fn mutex(&mut self, m: usize, statement: Statement) {
        let world = self.world;
        match statement {
            Statement::Lock(_) if self.held[m].is_none() => {
                let mut guard = whole(world.mutexes[m].lock());
                *guard += 1;
                self.saw(*guard);
                self.held[m] = Some(guard);
            }
            Statement::Unlock(_) => self.held[m] = None,
            Statement::TryLock(_) if self.held[m].is_none() => {
                let tried = match world.mutexes[m].try_lock() {
                    Err(TryLockError::WouldBlock) => None,
                    Err(TryLockError::Poisoned(guard)) => Some(guard.into_inner()),
                    Ok(guard) => Some(guard),
                };
                self.saw(100 + u32::from(tried.is_none()));
                self.held[m] = tried;
            }
            Statement::Wait(_) => {
                let held = self.held[m].take();
                let guard = held.unwrap_or_else(|| whole(world.mutexes[m].lock()));
                self.held[m] = Some(whole(world.condvars[m].wait(guard)));
                self.saw(200);
            }
            Statement::WaitTimeout(_) => {
                let held = self.held[m].take();
                let guard = held.unwrap_or_else(|| whole(world.mutexes[m].lock()));
                let (guard, result) = whole(world.condvars[m].wait_timeout(guard, BRIEFLY));
                self.held[m] = Some(guard);
                self.saw(210 + u32::from(result.timed_out()));
            }
            Statement::NotifyOne(_) => world.condvars[m].notify_one(),
            Statement::NotifyAll(_) => world.condvars[m].notify_all(),
            _ => {}
        }
    }

    fn rwlock(&mut self, l: usize, statement: Statement) {
        let lock: &'a RwLock<u32> = &self.world.rwlocks[l];
        match statement {
            Statement::Read(_) => {
                let guard = whole(lock.read());
                self.saw(*guard);
                self.inside[l].push(Inside::Read(guard));
            }
            Statement::Write(_) => {
                let mut guard = whole(lock.write());
                *guard += 1;
                self.saw(*guard);
                self.inside[l].push(Inside::Write(guard));
            }
            Statement::TryRead(_) => self.saw(110 + u32::from(lock.try_read().is_err())),
            Statement::TryWrite(_) => self.saw(120 + u32::from(lock.try_write().is_err())),
            Statement::Downgrade(_) => match self.inside[l].pop() {
                Some(Inside::Write(guard)) => {
                    self.inside[l].push(Inside::Read(RwLockWriteGuard::downgrade(guard)));
                }
                Some(other) => self.inside[l].push(other),
                None => {}
            },
            _ => drop(self.inside[l].pop()),
        }
    }

    fn atomic(&mut self, a: usize, statement: Statement) {
        let atomic = &self.world.atomics[a];
        match statement {
            Statement::Load(_) => self.saw(atomic.load(SeqCst)),
            Statement::Store(_) => atomic.store(10 + self.me as u32, SeqCst),
            Statement::Add(_) => self.saw(atomic.fetch_add(1, SeqCst)),
            Statement::WeakExchange(_) => {
                let result = atomic.compare_exchange_weak(0, 7, SeqCst, SeqCst);
                self.saw(300 + u32::from(result.is_ok()));
            }
            Statement::LoadAs(_, order) => self.saw(atomic.load(order)),
            Statement::StoreAs(_, order) => atomic.store(10 + self.me as u32, order),
            Statement::AddAs(_, order) => self.saw(atomic.fetch_add(1, order)),
            Statement::ExchangeAs(_, success, failure) => {
                let result = atomic.compare_exchange(0, 7, success, failure);
                self.saw(result.map_or_else(|found| 350 + found, |_| 340));
            }
            Statement::SpinUntil(_) => self.spin_until(a, SeqCst),
            Statement::SpinUntilAs(_, order) => self.spin_until(a, order),
            Statement::GiveUp(_) => {
                for turn in 0..2 {
                    if atomic.load(SeqCst) != 0 {
                        self.saw(320 + turn);
                        break;
                    }
                    thread::yield_now();
                }
            }
            Statement::SpinLock(_) => {
                while atomic.compare_exchange(0, 5, SeqCst, SeqCst).is_err() {
                    thread::yield_now();
                }
                self.saw(330);
                atomic.store(0, SeqCst);
            }
            Statement::FutexWait(_) => {
                futex::wait(atomic, 0);
                self.saw(310);
            }
            Statement::FutexWakeOne(_) => futex::wake_one(atomic),
            _ => futex::wake_all(atomic),
        }
    }

    fn spin_until(&mut self, a: usize, order: Ordering) {
        let mut value = self.world.atomics[a].load(order);
        while value == 0 {
            thread::yield_now();
            value = self.world.atomics[a].load(order);
        }
        self.saw(value);
    }

    fn send(&mut self, c: usize, statement: Statement) {
        let message = 10 * self.me as u32;
        match (statement, c) {
            (Statement::DropSender(_), 0) => self.ends.sender = None,
            (Statement::DropSender(_), _) => self.ends.bounded[c - 1] = None,
            (_, 0) => {
                if let Some(sender) = &self.ends.sender {
                    self.saw(400 + u32::from(sender.send(message).is_ok()));
                }
            }
            (Statement::Send(_), _) => {
                if let Some(sender) = &self.ends.bounded[c - 1] {
                    self.saw(410 + u32::from(sender.send(message).is_ok()));
                }
            }
            _ => {
                if let Some(sender) = &self.ends.bounded[c - 1] {
                    self.saw(420 + u32::from(sender.try_send(message).is_ok()));
                }
            }
        }
    }

    fn receive(&mut self, c: usize, statement: Statement) {
        let Some(receiver) = &self.ends.receivers[c] else { return };
        let received = match statement {
            Statement::Recv(_) => receiver.recv().map_err(|_| 1),
            Statement::TryRecv(_) => receiver.try_recv().map_err(|why| 2 + why as u32),
            Statement::RecvTimeout(_) => {
                receiver.recv_timeout(BRIEFLY).map_err(|why| 4 + why as u32)
            }
            _ => {
                self.ends.receivers[c] = None;
                return;
            }
        };
        self.saw(received.map_or_else(|error| 510 + error, |message| 500 + message / 10));
    }

    fn once(&mut self, statement: Statement) {
        match statement {
            Statement::Initialize(o) => {
                self.saw(600 + *self.world.onces[o].get_or_init(|| self.me) as u32);
            }
            Statement::FailToInitialize(o) => {
                let failing = || *self.world.onces[o].get_or_init(|| panic_any(()));
                let result = catch_unwind(AssertUnwindSafe(failing));
                self.saw(result.map_or(610, |value| 600 + value as u32));
            }
            Statement::GetOnce(o) => {
                self.saw(self.world.onces[o].get().map_or(620, |value| 600 + *value as u32));
            }
            _ => {}
        }
    }

    fn arc(&mut self, statement: Statement) {
        match statement {
            Statement::CloneArc => {
                let clone = self.ends.arc.clone();
                self.ends.arc = clone;
            }
            Statement::DropArc => self.ends.arc = None,
            Statement::CountArc => {
                if let Some(arc) = &self.ends.arc {
                    self.saw(700 + ModelArc::strong_count(arc) as u32);
                }
            }
            Statement::Upgrade => self.saw(710 + u32::from(self.ends.weak.upgrade().is_some())),
            _ => {
                if let Some(arc) = self.ends.arc.take() {
                    self.saw(720 + u32::from(ModelArc::into_inner(arc).is_some()));
                }
            }
        }
    }

    fn thread(&mut self, statement: Statement) {
        let world = self.world;
        match statement {
            Statement::Fence(order) => fence(order),
            Statement::Yield => thread::yield_now(),
            Statement::Park => {
                thread::park();
                self.saw(800);
            }
            Statement::ParkTimeout => thread::park_timeout(BRIEFLY),
            Statement::Unpark(0) => world.main.unpark(),
            Statement::Unpark(_) => {
                if let Some(newest) = self.started.values().next_back() {
                    newest.thread().unpark();
                }
            }
            Statement::Meet(b) => {
                self.saw(810 + u32::from(world.barriers[b].wait().is_leader()));
            }
            // SAFETY: wrong on purpose; the explorer ends the execution before a racing access.
            Statement::ReadCell(c) => self.saw(world.cells[c].0.with(|cell| unsafe { *cell })),
            // SAFETY: as above.
            Statement::WriteCell(c) => world.cells[c].0.with_mut(|cell| unsafe { *cell += 1 }),
            Statement::Sleep => thread::sleep(BRIEFLY),
            Statement::Now => {
                let elapsed = world.begin.expect("somebody asks").elapsed();
                self.saw(900 + u32::try_from(elapsed.as_nanos().min(50)).unwrap_or(0));
            }
            Statement::Spawn(child) => {
                let (program, world) = (Arc::clone(self.program), Arc::clone(world));
                let handle = thread::spawn(move || run_thread(child, &program, &world));
                self.started.insert(child, handle);
            }
            Statement::Join(child) => {
                if let Some(handle) = self.started.remove(&child) {
                    handle.join().unwrap();
                }
            }
            Statement::IsFinished(child) => {
                if let Some(handle) = self.started.get(&child) {
                    self.saw(820 + u32::from(handle.is_finished()));
                }
            }
            _ => {}
        }
    }
}
