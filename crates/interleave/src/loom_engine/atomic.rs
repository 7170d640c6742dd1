//! Atomics.
//!
//! A `SeqCst` load or store is a read-modify-write for loom: those always find the newest value. loom
//! takes plain ones for less than `SeqCst`, and forgets loads before writes; in a model without weaker
//! orderings it is exact so. Its fences do not know of `SeqCst` accesses: in models that have both, an
//! access is followed by a fence.
//!
//! loom keeps the order of the stores to an atomic as a partial one, and loses edges of it: a plain
//! store may come before an update that it comes after, and a thread may read back what it has
//! overwritten. So a plain store is one only where a single thread stores, and nobody updates;
//! elsewhere it is a swap. Old values are read all the same. What is missed are executions in which
//! stores take effect in another order than they are done; what is avoided are false alarms.

use super::end::End;
use super::learned::Fact;
use super::pass::Pass;
use crate::engine::{Exchange, Update};
use crate::machine::Answer;
use crate::record::Loc;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::sync::atomic::Ordering::{self, Acquire, Relaxed, Release, SeqCst};

pub(super) struct Atomic {
    value: loom::sync::atomic::AtomicU64,
    /// The last one written, in the order in which threads run.
    newest: Cell<u64>,
    /// Threads that wait on its address, in the order in which they came.
    waiters: RefCell<VecDeque<usize>>,
    /// Its stores are swaps.
    modified: bool,
    /// Who stored to it.
    writer: Cell<Option<usize>>,
    /// After how many operations its owner was allowed to change it without one.
    lent: Cell<Option<u64>>,
    narrow: bool,
}

impl Atomic {
    pub(super) fn new(pass: &Pass, value: u64, made: Loc) -> Self {
        Atomic {
            value: pass.enter(|| loom::sync::atomic::AtomicU64::new(value)),
            newest: Cell::new(value),
            waiters: RefCell::default(),
            writer: Cell::default(),
            lent: Cell::default(),
            modified: pass.knows(made, Fact::Modified, |learned| !learned.weak),
            narrow: pass.knows(made, Fact::Narrow, |_| false),
        }
    }

    pub(super) fn newest(&self) -> u64 {
        self.newest.get()
    }

    /// Its owner may change it from now on.
    pub(super) fn lend(&self, pass: &Pass) {
        self.lent.set(Some(pass.operations.get()));
    }

    /// By an owner with whom nobody interferes: loom must not switch.
    pub(super) fn set(&self, pass: &Pass, value: u64) {
        if self.lent.take().is_some_and(|then| then != pass.operations.get()) {
            // The value is known only now, and this is not when it was put there.
            let why = "a value that `get_mut` has changed is used only after something else";
            pass.fail(End::GaveUp(why.to_owned()));
        }
        pass.enter(|| {
            loom::stop_exploring();
            self.value.swap(value, Relaxed);
            loom::explore();
        });
        self.newest.set(value);
    }

    pub(super) fn load(&self, pass: &Pass, id: u32, order: Ordering) -> Answer {
        let value = if order == SeqCst {
            pass.learn_if_weak(id, Fact::Modified);
            pass.enter_ordered(order, || self.value.fetch_add(0, Acquire))
        } else {
            pass.enter(|| self.value.load(order))
        };
        // Who has found an old value may find the new one without another change.
        if value == self.newest() {
            pass.looked(id)
        } else {
            pass.acted()
        }
        Answer::done(value)
    }

    pub(super) fn store(&self, pass: &Pass, id: u32, value: u64, order: Ordering) -> Answer {
        let me = pass.me();
        if order == SeqCst || self.writer.replace(Some(me)).is_some_and(|writer| writer != me) {
            pass.learn_if_weak(id, Fact::Modified);
        }
        pass.enter_ordered(order, || {
            if self.modified || order == SeqCst {
                self.value.swap(value, if order == SeqCst { Release } else { order });
            } else {
                self.value.store(value, order);
            }
        });
        self.put(pass, id, value);
        Answer::default()
    }

    /// A value was written, perhaps the old one.
    fn put(&self, pass: &Pass, id: u32, value: u64) {
        if self.newest.replace(value) == value { pass.looked(id) } else { pass.changed(id) }
    }

    pub(super) fn update(&self, pass: &Pass, id: u32, update: Update, order: Ordering) -> Answer {
        pass.learn_if_weak(id, Fact::Modified);
        if self.narrow {
            return self.update_by_exchange(pass, id, update, order);
        }
        let Update { name, operand, apply } = update;
        let (old, new) = pass.enter_ordered(order, || {
            let value = &self.value;
            match name {
                "swap" => (value.swap(operand, order), operand),
                "fetch_add" => {
                    pair(value.fetch_add(operand, order), |old| old.wrapping_add(operand))
                }
                "fetch_sub" => {
                    pair(value.fetch_sub(operand, order), |old| old.wrapping_sub(operand))
                }
                "fetch_and" => pair(value.fetch_and(operand, order), |old| old & operand),
                "fetch_or" => pair(value.fetch_or(operand, order), |old| old | operand),
                "fetch_xor" => pair(value.fetch_xor(operand, order), |old| old ^ operand),
                "fetch_max" => pair(value.fetch_max(operand, order), |old| old.max(operand)),
                "fetch_min" => pair(value.fetch_min(operand, order), |old| old.min(operand)),
                // Known to nobody: found out below.
                _ => pair(value.fetch_add(0, order), |old| old),
            }
        });
        self.put(pass, id, new);
        if apply(old, operand) != new {
            // The pass starts over. The code under test must not see what stands there now.
            pass.learn(id, Fact::Narrow);
            pass.fail(End::Learned);
        }
        Answer::done(old)
    }

    /// loom's only read-modify-write of any kind. It tries again if another thread was faster.
    fn update_by_exchange(&self, pass: &Pass, id: u32, update: Update, order: Ordering) -> Answer {
        let mut old = self.newest.get();
        loop {
            let new = (update.apply)(old, update.operand);
            let exchange = || self.value.compare_exchange(old, new, order, Relaxed);
            match pass.enter_ordered(order, exchange) {
                Ok(_) => {
                    self.put(pass, id, new);
                    return Answer::done(old);
                }
                Err(found) => old = found,
            }
        }
    }

    pub(super) fn exchange(&self, pass: &Pass, id: u32, exchange: Exchange) -> Answer {
        pass.learn_if_weak(id, Fact::Modified);
        let Exchange { expected, new, success, failure, .. } = exchange;
        let strictest = if failure == SeqCst { failure } else { success };
        let exchange = || self.value.compare_exchange(expected, new, success, failure);
        match pass.enter_ordered(strictest, exchange) {
            Ok(old) => {
                self.put(pass, id, new);
                Answer::done(old)
            }
            Err(found) => {
                pass.looked(id);
                Answer::not_done(found)
            }
        }
    }

    /// Begins to wait on the address if the value is the expected one.
    pub(super) fn futex_wait(&self, pass: &Pass, id: u32, expected: u64) -> Answer {
        pass.learn_if_weak(id, Fact::Modified);
        pass.barrier();
        let found = pass.enter(|| self.value.fetch_add(0, Relaxed));
        if found != expected {
            return Answer::done(found);
        }
        self.waiters.borrow_mut().push_back(pass.me());
        Answer::not_done(found)
    }

    /// The second half of a wait.
    pub(super) fn futex_woken(&self, pass: &Pass, id: u32) -> Answer {
        let me = pass.me();
        pass.block_until(id, false, || !self.waiters.borrow().contains(&me));
        Answer::default()
    }

    pub(super) fn futex_wake(&self, pass: &Pass, id: u32, all: bool) -> Answer {
        pass.learn_if_weak(id, Fact::Modified);
        pass.barrier();
        pass.enter(|| self.value.fetch_add(0, Relaxed));
        let most = if all { usize::MAX } else { 1 };
        for _ in 0..most {
            let Some(thread) = self.waiters.borrow_mut().pop_front() else { break };
            pass.wake(thread);
        }
        Answer::default()
    }
}

fn pair(old: u64, new: impl FnOnce(u64) -> u64) -> (u64, u64) {
    (old, new(old))
}
