//! What the operations of the seam are for loom.

use super::guarded::Tried;
use super::learned::Fact;
use super::pass::Pass;
use super::run::Object;
use super::threads::Waits;
use crate::engine::{Counting, Op};
use crate::explorer::learned::Fact as Explored;
use crate::machine::{Act, Answer, Machine, Scene};
use crate::record::Loc;
use std::cell::RefCell;
use std::sync::atomic::Ordering;

impl Pass {
    /// Does an operation of the running thread; loom may let others run first.
    pub(crate) fn perform(&self, op: Op, at: Loc) -> Answer {
        if self.is_closing() {
            return Answer::default();
        }
        self.step();
        if op.weakest_order().is_some_and(|order| order != Ordering::SeqCst) {
            self.learned.borrow_mut().note(|learned| &mut learned.weak);
        }
        if matches!(
            op,
            Op::Lock { .. }
                | Op::Wait { .. }
                | Op::Notify { .. }
                | Op::FutexWait { .. }
                | Op::FutexWake { .. }
                | Op::Join { .. }
                | Op::Count { .. }
        ) {
            self.acted();
        }
        match op {
            Op::Load { atomic, order } => self.atomic(atomic, |it| it.load(self, atomic, order)),
            Op::Store { atomic, value, order } => {
                self.atomic(atomic, |it| it.store(self, atomic, value, order))
            }
            Op::Update { atomic, update, order } => {
                self.atomic(atomic, |it| it.update(self, atomic, update, order))
            }
            Op::CompareExchange { atomic, exchange } => {
                self.atomic(atomic, |it| it.exchange(self, atomic, exchange))
            }
            Op::FutexWait { atomic, expected } => {
                self.atomic(atomic, |it| it.futex_wait(self, atomic, expected))
            }
            Op::FutexWoken { atomic } => self.atomic(atomic, |it| it.futex_woken(self, atomic)),
            Op::FutexWake { atomic, all } => {
                self.atomic(atomic, |it| it.futex_wake(self, atomic, all))
            }
            Op::Fence { order } => {
                if order == Ordering::SeqCst {
                    self.learned.borrow_mut().note(|learned| &mut learned.fences);
                }
                if self.learned.borrow().weak {
                    self.enter(|| loom::sync::atomic::fence(order));
                }
                Answer::default()
            }
            Op::Lock { mutex } => self.mutex(mutex, |it| it.lock(self, mutex)),
            Op::TryLock { mutex } => self.mutex(mutex, |it| it.try_lock(self, mutex)),
            Op::Unlock { mutex, poisons } => self.mutex(mutex, |it| {
                it.unlock(self, mutex, poisons);
                Answer::default()
            }),
            Op::IsPoisoned { mutex } => self.mutex(mutex, |it| it.poison(self, mutex, false)),
            Op::ClearPoison { mutex } => self.mutex(mutex, |it| it.poison(self, mutex, true)),
            Op::Wait { condvar, mutex, nanos } => self.condvar(condvar, |it| {
                it.wait(self, condvar, mutex, nanos.is_some());
                Answer::default()
            }),
            // The wait has locked the mutex as well.
            Op::Reacquire { mutex, .. } => {
                let me = self.me();
                let poisoned = self.mutex(mutex, |it| Answer::done(it.is_poisoned().into()));
                let done = !self.run.borrow().threads[me].woken_by_time;
                Answer { done, ..poisoned }
            }
            Op::Notify { condvar, all } => self.condvar(condvar, |it| {
                it.notify(self, all);
                Answer::default()
            }),
            Op::Act { object, act } => self.act(object, act, at),
            Op::Join { thread } => self.join(thread),
            // A thread that sleeps may come back at any time: no more than a yield can be said.
            Op::Yield | Op::Await | Op::Sleep { .. } => {
                self.give_way();
                Answer::default()
            }
            Op::Now => self.not_asked("it reads the clock"),
            Op::Count { arc, .. } => {
                let object = self.object(arc);
                let Object::Arc(turn) = &*object else { wrong_kind() };
                if let Some(turn) = turn {
                    turn.take(self);
                }
                Answer::default()
            }
        }
    }

    fn act(&self, id: u32, act: Act, at: Loc) -> Answer {
        let object = self.object(id);
        let Object::Machine(machine) = &*object else { wrong_kind() };
        let timed = act.timeout().is_some();
        if timed {
            self.learned.borrow_mut().note(|learned| &mut learned.timed);
        }
        let mut stage = Stage { me: self.me(), at };
        let mut last = Answer::default();
        let result = machine.act(self, id, timed, |state: &RefCell<Machine>| {
            let mut state = state.borrow_mut();
            if !state.gauge().allows(act) {
                return Tried::NotReady;
            }
            let answer = state.apply(act, &mut stage);
            last = answer;
            if act.is_attempt() && !answer.done && answer.value == 0 {
                // An attempt that came to nothing changes nothing. One with a time limit waits.
                return if timed { Tried::NotReady } else { Tried::Looked(answer) };
            }
            if act.only_reads() { Tried::Looked(answer) } else { Tried::Done(answer) }
        });
        result.unwrap_or(last)
    }

    fn join(&self, thread: usize) -> Answer {
        let handle = {
            let mut run = self.run.borrow_mut();
            let joined = &mut run.threads[thread];
            joined.joined = true;
            joined.join.take()
        };
        if let Some(handle) = handle {
            let ended = self.waiting(Waits::End(thread), || handle.join());
            drop(ended);
        } else if !self.run.borrow().threads[thread].finished {
            // loom's handle is one, and whoever waits first has it.
            self.not_asked("two threads wait for the end of a third");
        }
        Answer::default()
    }

    /// Does something with the count of an `Arc`: a step if anybody ever looks at it.
    pub(crate) fn count(&self, arc: u32, counting: Counting, at: Loc) {
        if self.knows_explored(arc, Explored::Counted) {
            self.perform(Op::Count { arc, counting }, at);
        } else if matches!(counting, Counting::Look | Counting::Take | Counting::Upgrade) {
            self.learn(arc, Fact::Explored(Explored::Counted));
        }
    }

    fn atomic<R>(&self, id: u32, f: impl FnOnce(&super::atomic::Atomic) -> R) -> R {
        match &*self.object(id) {
            Object::Atomic(atomic) => f(atomic),
            _ => wrong_kind(),
        }
    }

    fn mutex<R>(&self, id: u32, f: impl FnOnce(&super::lock::Mutex) -> R) -> R {
        match &*self.object(id) {
            Object::Mutex(mutex) => f(mutex),
            _ => wrong_kind(),
        }
    }

    fn condvar<R>(&self, id: u32, f: impl FnOnce(&super::condvar::Condvar) -> R) -> R {
        match &*self.object(id) {
            Object::Condvar(condvar) => f(condvar),
            _ => wrong_kind(),
        }
    }

    /// A look at plain memory: loom knows what orders it.
    pub(crate) fn access(&self, cell: u32, writes: bool) {
        if self.is_closing() {
            return;
        }
        self.step();
        self.acted();
        let object = self.object(cell);
        let Object::Cell(memory) = &*object else { wrong_kind() };
        self.touching.set(Some(cell));
        self.enter(|| if writes { memory.with_mut(|_| ()) } else { memory.with(|_| ()) });
        self.touching.set(None);
    }
}

/// A machine's scene under loom: its turn orders everything, and nothing is picked.
struct Stage {
    me: usize,
    at: Loc,
}

impl Scene for Stage {
    fn me(&self) -> usize {
        self.me
    }

    fn at(&self) -> Loc {
        self.at
    }

    fn release(&mut self, _: usize) {}

    fn acquire(&mut self, _: usize) {}

    fn pick(&mut self, _: usize) -> usize {
        0
    }
}

/// A handle of one kind was used as another: a bug in the checker.
pub(super) fn wrong_kind() -> ! {
    unreachable!("a handle names an object of the kind it was made for")
}
