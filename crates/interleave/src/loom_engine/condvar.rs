//! Condvars: loom's own where it is right, and a guarded one where it is not.
//!
//! loom's condvar has no time limits, and works with loom's mutexes only. Both kinds wake in the order
//! in which the threads came: any other order is the explorer's to try.

use super::guarded::Turn;
use super::learned::{Fact, Learned};
use super::lock::Lock;
use super::pass::Pass;
use super::perform::wrong_kind;
use super::run::Object;
use super::threads::Waits;
use crate::record::Loc;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::mem::ManuallyDrop;
use std::sync::PoisonError;

pub(super) enum Condvar {
    Own(loom::sync::Condvar),
    Guarded {
        turn: Turn,
        /// Those who wait, in the order in which they came.
        waiting: RefCell<VecDeque<usize>>,
    },
}

impl Condvar {
    pub(super) fn new(pass: &Pass, made: Loc) -> Self {
        let guarded = |learned: &Learned| learned.panics || learned.timed;
        if pass.knows(made, Fact::Guarded, guarded) {
            Condvar::Guarded { turn: Turn::new(pass), waiting: RefCell::default() }
        } else {
            Condvar::Own(pass.enter(loom::sync::Condvar::new))
        }
    }

    /// The whole wait. Whether it was notified is remembered for the second half.
    pub(super) fn wait(&self, pass: &Pass, id: u32, mutex_id: u32, timed: bool) {
        let object = pass.object(mutex_id);
        let Object::Mutex(mutex) = &*object else { wrong_kind() };
        if timed {
            pass.learned.borrow_mut().note(|learned| &mut learned.timed);
        }
        let notified = match (self, &mutex.lock) {
            (Condvar::Own(condvar), Lock::Own { guard, .. }) => {
                let lent = guard.borrow_mut().take().expect("who waits holds the mutex");
                mutex.holder.set(None);
                let wait = || condvar.wait(ManuallyDrop::into_inner(lent));
                let got = pass.waiting(Waits::Change(id), wait);
                mutex.keep(guard, got.unwrap_or_else(PoisonError::into_inner), pass);
                true
            }
            (Condvar::Own(_), Lock::Guarded(_)) => {
                pass.learn(id, Fact::Guarded);
                // The rest of this execution means nothing: the pass starts over.
                mutex.unlock(pass, mutex_id, false);
                mutex.lock(pass, mutex_id);
                true
            }
            (Condvar::Guarded { turn, waiting }, _) => {
                let me = pass.me();
                turn.take(pass);
                waiting.borrow_mut().push_back(me);
                // Whoever notifies from here on finds this thread in the list.
                mutex.unlock(pass, mutex_id, false);
                let woken = || !waiting.borrow().contains(&me);
                let notified = pass.block_until(id, timed, woken);
                waiting.borrow_mut().retain(|thread| *thread != me);
                mutex.lock(pass, mutex_id);
                notified
            }
        };
        let me = pass.me();
        pass.run.borrow_mut().threads[me].woken_by_time = !notified;
    }

    pub(super) fn notify(&self, pass: &Pass, all: bool) {
        match self {
            Condvar::Own(condvar) => {
                pass.enter(|| if all { condvar.notify_all() } else { condvar.notify_one() });
            }
            Condvar::Guarded { turn, waiting } => {
                turn.take(pass);
                let most = if all { usize::MAX } else { 1 };
                for _ in 0..most {
                    let Some(thread) = waiting.borrow_mut().pop_front() else { break };
                    pass.wake(thread);
                }
            }
        }
    }
}
