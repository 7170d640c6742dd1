//! What `engine` offers besides operations, for a model under loom.

use super::atomic::Atomic;
use super::condvar::Condvar;
use super::end::End;
use super::guarded::{Guarded, Turn};
use super::learned::Fact;
use super::lock::Mutex;
use super::pass::Pass;
use super::perform::wrong_kind;
use super::run::Object;
use crate::engine::{Counting, Op};
use crate::explorer::learned::Fact as Explored;
use crate::machine::Machine;
use crate::record::{Kind, Loc};
use std::cell::RefCell;
use std::marker::PhantomData;

impl Pass {
    /// The number by which objects know the running execution.
    pub(crate) fn number(&self) -> u64 {
        self.run.borrow().number
    }

    pub(crate) fn add_object(&self, kind: Kind, value: u64, at: Loc) -> u32 {
        let knows = |fact| self.knows(at, Fact::Explored(fact), |_| false);
        let object = match kind {
            Kind::Track => Object::Track,
            _ if self.is_closing() => Object::Track,
            Kind::Atomic => Object::Atomic(Atomic::new(self, value, at)),
            Kind::Mutex => Object::Mutex(Mutex::new(self, at)),
            Kind::Condvar => Object::Condvar(Condvar::new(self, at)),
            Kind::Cell => Object::Cell(self.enter(|| loom::cell::UnsafeCell::new(()))),
            Kind::Arc => {
                let counts = knows(Explored::Counted) || knows(Explored::DropOperates);
                Object::Arc(counts.then(|| Turn::new(self)))
            }
            _ => unreachable!("machines are made by `add_machine`"),
        };
        self.run.borrow_mut().add(object, kind, at)
    }

    pub(crate) fn add_machine(
        &self,
        kind: Kind,
        at: Loc,
        make: impl FnOnce(&dyn Fn(Explored) -> bool) -> Machine,
    ) -> u32 {
        // What only makes more executions possible is left to the explorer.
        let machine = make(&|fact| {
            fact != Explored::Queues && self.knows(at, Fact::Explored(fact), |_| false)
        });
        let object = Object::Machine(Guarded::new(self, RefCell::new(machine)));
        self.run.borrow_mut().add(object, kind, at)
    }

    pub(crate) fn machine<R>(&self, id: u32, look: impl FnOnce(&mut Machine) -> R) -> R {
        match &*self.object(id) {
            Object::Machine(machine) => look(&mut machine.state.borrow_mut()),
            _ => wrong_kind(),
        }
    }

    pub(crate) fn learn_explored(&self, id: u32, fact: Explored) {
        if fact != Explored::Queues {
            self.learn(id, Fact::Explored(fact));
        }
    }

    pub(crate) fn value_of(&self, id: u32) -> u64 {
        match &*self.object(id) {
            Object::Atomic(atomic) => atomic.newest(),
            Object::Track if self.is_closing() => 0,
            _ => wrong_kind(),
        }
    }

    /// The owner may change it from now on.
    pub(crate) fn lend(&self, id: u32) {
        if let (Object::Atomic(atomic), false) = (&*self.object(id), self.is_closing()) {
            atomic.lend(self);
        }
    }

    /// The owner has changed it while nobody else had it.
    pub(crate) fn set_value(&self, id: u32, value: u64) {
        match &*self.object(id) {
            Object::Atomic(atomic) if !self.is_closing() => atomic.set(self, value),
            _ if self.is_closing() => {}
            _ => wrong_kind(),
        }
    }

    pub(crate) fn poisoned(&self, id: u32) -> bool {
        match &*self.object(id) {
            Object::Mutex(mutex) => mutex.is_poisoned(),
            Object::Track if self.is_closing() => false,
            _ => wrong_kind(),
        }
    }

    pub(crate) fn misuse(&self, rule: &str) -> ! {
        assert!(!self.is_closing(), "{rule}");
        self.fail(End::Failed(rule.to_owned()))
    }

    /// Gives up a reference. Where the last owner's destructor does anything, who is last is
    /// decided by a step, which orders the others before it.
    pub(crate) fn drop_reference(
        &self,
        arc: u32,
        at: Loc,
        is_last: impl Fn() -> bool,
        destructor: impl FnOnce(),
    ) {
        if self.is_closing() {
            return destructor();
        }
        let known = [Explored::DropOperates, Explored::Counted];
        if known.into_iter().any(|fact| self.knows_explored(arc, fact)) {
            self.perform(Op::Count { arc, counting: Counting::Less }, at);
        }
        let me = self.me();
        let dropping = is_last().then_some(arc);
        let outer = std::mem::replace(&mut self.run.borrow_mut().threads[me].dropping, dropping);
        destructor();
        self.run.borrow_mut().threads[me].dropping = outer;
    }

    /// The running thread looks at a static, which was there before every thread: who makes it first
    /// comes before all others. loom's own statics carry such an edge without a step.
    pub(crate) fn see_static(&self, key: usize) {
        if self.is_closing() || self.run.borrow().threads[0].finished {
            return;
        }
        let edge = *self.statics.borrow_mut().entry(key).or_insert_with(|| {
            Box::leak(Box::new(loom::lazy_static::Lazy { init: || (), _p: PhantomData }))
        });
        self.enter(|| edge.get());
    }
}
