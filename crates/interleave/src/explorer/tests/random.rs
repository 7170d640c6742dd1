//! Random programs: the same ones in every run.

use std::sync::atomic::Ordering::{self, AcqRel, Acquire, Relaxed, Release, SeqCst};

/// One statement of a thread. Numbers name one of two objects of the kind.
#[derive(Clone, Copy, Debug)]
pub(super) enum Statement {
    Lock(usize),
    Unlock(usize),
    TryLock(usize),
    /// Waits on the condvar with the mutex of the same number, which the thread takes if it does not
    /// hold it.
    Wait(usize),
    WaitTimeout(usize),
    NotifyOne(usize),
    NotifyAll(usize),
    Read(usize),
    Write(usize),
    TryRead(usize),
    TryWrite(usize),
    Downgrade(usize),
    /// Gives up the newest guard.
    Leave(usize),
    Load(usize),
    Store(usize),
    Add(usize),
    WeakExchange(usize),
    /// With orderings weaker than `SeqCst`, mostly.
    LoadAs(usize, Ordering),
    StoreAs(usize, Ordering),
    AddAs(usize, Ordering),
    /// From 0 to 7; fails with the second ordering.
    ExchangeAs(usize, Ordering, Ordering),
    /// Yields until the atomic is not zero.
    SpinUntilAs(usize, Ordering),
    Fence(Ordering),
    Yield,
    /// Yields until the atomic is not zero.
    SpinUntil(usize),
    /// Looks twice whether it is, with a yield after each.
    GiveUp(usize),
    /// Takes the atomic as a spin lock, and gives it back.
    SpinLock(usize),
    Park,
    ParkTimeout,
    /// The main thread, or the newest that this one started.
    Unpark(usize),
    Meet(usize),
    Initialize(usize),
    /// Initializes, and gives up in the middle.
    FailToInitialize(usize),
    GetOnce(usize),
    /// Of three channels: unbounded, with room for one, rendezvous. Thread 1 receives.
    Send(usize),
    TrySend(usize),
    Recv(usize),
    TryRecv(usize),
    RecvTimeout(usize),
    DropSender(usize),
    DropReceiver(usize),
    ReadCell(usize),
    WriteCell(usize),
    FutexWait(usize),
    FutexWakeOne(usize),
    FutexWakeAll(usize),
    Sleep,
    Now,
    CloneArc,
    DropArc,
    CountArc,
    Upgrade,
    TakeArc,
    /// Starts the thread of this number.
    Spawn(usize),
    /// Joins it, if this thread started it.
    Join(usize),
    /// Asks whether it has finished, if this thread started it.
    IsFinished(usize),
}

pub(super) type Program = Vec<Vec<Statement>>;

/// xorshift64 (Marsaglia 2003).
pub(super) struct Random(pub(super) u64);

/// Statements that have to do with each other, for an object of this number.
const FAMILIES: [fn(&mut Random, usize) -> Statement; 15] = [
    |random, m| random.one(&[Statement::Lock(m), Statement::Unlock(m), Statement::TryLock(m)]),
    |random, c| {
        random.one(&[
            Statement::Lock(c),
            Statement::Wait(c),
            Statement::WaitTimeout(c),
            Statement::NotifyOne(c),
            Statement::NotifyAll(c),
        ])
    },
    |random, l| {
        random.one(&[
            Statement::Read(l),
            Statement::Read(l),
            Statement::Write(l),
            Statement::Write(l),
            Statement::TryRead(l),
            Statement::TryWrite(l),
            Statement::Downgrade(l),
            Statement::Leave(l),
            Statement::Leave(l),
        ])
    },
    |random, a| {
        random.one(&[
            Statement::Load(a),
            Statement::Store(a),
            Statement::Add(a),
            Statement::WeakExchange(a),
        ])
    },
    |random, a| random.one(&[Statement::Yield, Statement::Load(a)]),
    |random, a| random.one(&[Statement::SpinUntil(a), Statement::Store(a), Statement::Add(a)]),
    |random, a| random.one(&[Statement::SpinLock(a), Statement::GiveUp(a), Statement::Load(a)]),
    |random, t| {
        random.one(&[
            Statement::Park,
            Statement::ParkTimeout,
            Statement::Unpark(t),
            Statement::Unpark(t),
        ])
    },
    |_, b| Statement::Meet(b),
    |random, o| {
        random.one(&[
            Statement::Initialize(o),
            Statement::FailToInitialize(o),
            Statement::GetOnce(o),
        ])
    },
    |random, n| {
        let c = n + random.below(2);
        random.one(&[
            Statement::Send(c),
            Statement::Send(c),
            Statement::TrySend(c),
            Statement::Recv(c),
            Statement::Recv(c),
            Statement::TryRecv(c),
            Statement::RecvTimeout(c),
            Statement::DropSender(c),
            Statement::DropReceiver(c),
        ])
    },
    |random, c| random.one(&[Statement::ReadCell(c), Statement::WriteCell(c)]),
    |random, a| {
        random.one(&[
            Statement::FutexWait(a),
            Statement::FutexWakeOne(a),
            Statement::FutexWakeAll(a),
            Statement::Add(a),
        ])
    },
    |random, _| random.one(&[Statement::Sleep, Statement::Now]),
    |random, _| {
        random.one(&[
            Statement::CloneArc,
            Statement::DropArc,
            Statement::CountArc,
            Statement::Upgrade,
            Statement::TakeArc,
        ])
    },
];

/// Families that have nothing to do with time, and with each of them values that may be old.
const BESIDE_WEAK: [usize; 10] = [0, 1, 2, 7, 8, 9, 10, 11, 12, 14];

impl Random {
    pub(super) fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % n
    }

    fn one(&mut self, of: &[Statement]) -> Statement {
        of[self.below(of.len())]
    }

    /// Two to four threads, of one to four statements each, from up to three families.
    pub(super) fn program(&mut self) -> Program {
        let threads = [2, 2, 2, 3, 3, 4][self.below(6)];
        let most = [0, 0, 5, 3, 2][threads];
        let families: Vec<_> = (0..=self.below(3)).map(|_| self.below(FAMILIES.len())).collect();
        let mut program: Program = (0..threads).map(|_| self.thread(most, &families)).collect();
        one_panic(&mut program);
        for thread in 1..threads {
            self.start(&mut program, thread);
        }
        program
    }

    /// Two or three threads that use atomics with weak orderings, and something else.
    pub(super) fn weak_program(&mut self) -> Program {
        let threads = [2, 2, 3][self.below(3)];
        let most = [0, 0, 4, 3][threads];
        let beside = BESIDE_WEAK[self.below(BESIDE_WEAK.len())];
        let mut program: Program = (0..threads)
            .map(|_| {
                let mut statements = self.thread(most, &[beside]);
                for statement in &mut statements {
                    if self.below(5) < 3 {
                        *statement = self.weak_statement();
                    }
                }
                statements
            })
            .collect();
        one_panic(&mut program);
        for thread in 1..threads {
            self.start(&mut program, thread);
        }
        program
    }

    fn weak_statement(&mut self) -> Statement {
        let atomic = self.below(2);
        let load = [Relaxed, Relaxed, Acquire, SeqCst][self.below(4)];
        let store = [Relaxed, Relaxed, Release, SeqCst][self.below(4)];
        let update = [Relaxed, Acquire, Release, AcqRel, SeqCst][self.below(5)];
        match self.below(12) {
            0..=3 => Statement::LoadAs(atomic, load),
            4..=7 => Statement::StoreAs(atomic, store),
            8 => Statement::AddAs(atomic, update),
            9 => Statement::ExchangeAs(atomic, update, load),
            10 => Statement::SpinUntilAs(atomic, load),
            _ => Statement::Fence([Acquire, Release, AcqRel, SeqCst][self.below(4)]),
        }
    }

    /// Two or three threads that wait for each other in loops.
    pub(super) fn spinning_program(&mut self) -> Program {
        let threads = 2 + self.below(2);
        let mut program: Program = (0..threads).map(|_| self.thread(3, &[3, 5, 6])).collect();
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
        for _ in 0..self.below(3) {
            let behind = at + 1 + self.below(statements.len() - at);
            let look = self.below(3) == 0;
            let ask = if look { Statement::IsFinished(thread) } else { Statement::Join(thread) };
            statements.insert(behind, ask);
        }
    }

    /// At most three yields: what lies behind more is not tried in every order.
    fn thread(&mut self, most: usize, families: &[usize]) -> Vec<Statement> {
        let mut yields = 0;
        let statement = |random: &mut Self| {
            let family = families[random.below(families.len())];
            // Rather the first, so that threads meet.
            let object = [0, 0, 1][random.below(3)];
            FAMILIES[family](random, object)
        };
        let mut statements: Vec<_> = (0..=self.below(most)).map(|_| statement(self)).collect();
        statements.retain(|statement| {
            let waits = matches!(
                statement,
                Statement::Yield
                    | Statement::Sleep
                    | Statement::RecvTimeout(_)
                    | Statement::ParkTimeout
                    | Statement::WaitTimeout(_)
            );
            let gives_up = matches!(statement, Statement::GiveUp(_));
            yields += usize::from(waits) + 2 * usize::from(gives_up);
            !(waits || gives_up) || yields <= 3
        });
        statements
    }
}

/// At most one: of two threads that unwind at a time one may poison what it should not, as std counts
/// panics for the OS thread.
fn one_panic(program: &mut Program) {
    let mut before = false;
    for thread in program {
        thread.retain(|statement| {
            let panics = matches!(statement, Statement::FailToInitialize(_));
            !panics || !std::mem::replace(&mut before, true)
        });
    }
}
