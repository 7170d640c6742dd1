//! Mutexes: loom's own where it is right, and a guarded one where it is not.
//!
//! loom's mutex is wrong where somebody tries it (its unlock is no step, so `try_lock` never fails),
//! and where threads panic: its guard, dropped while any thread of the model unwinds, poisons a
//! std mutex inside, and the next `lock` panics.

use super::guarded::{Guarded, Tried};
use super::learned::Fact;
use super::pass::Pass;
use super::threads::Waits;
use crate::machine::Answer;
use crate::record::Loc;
use std::cell::{Cell, RefCell};
use std::mem::ManuallyDrop;
use std::sync::PoisonError;

pub(super) struct Mutex {
    pub(super) holder: Cell<Option<usize>>,
    poisoned: Cell<bool>,
    pub(super) lock: Lock,
}

pub(super) enum Lock {
    Own {
        /// Of the lock behind it, which never moves: objects lie on the heap. Not dropped with the
        /// object, as loom must not be entered then.
        guard: RefCell<Option<OwnGuard>>,
        lock: loom::sync::Mutex<()>,
    },
    Guarded(Guarded<()>),
}

pub(super) type OwnGuard = ManuallyDrop<loom::sync::MutexGuard<'static, ()>>;

impl Mutex {
    pub(super) fn new(pass: &Pass, made: Loc) -> Self {
        let guarded = pass.knows(made, Fact::Tried, |learned| learned.panics);
        let lock = if guarded {
            Lock::Guarded(Guarded::new(pass, ()))
        } else {
            Lock::Own { guard: RefCell::default(), lock: pass.enter(|| loom::sync::Mutex::new(())) }
        };
        Mutex { holder: Cell::default(), poisoned: Cell::new(false), lock }
    }

    pub(super) fn is_poisoned(&self) -> bool {
        self.poisoned.get()
    }

    pub(super) fn lock(&self, pass: &Pass, id: u32) -> Answer {
        match &self.lock {
            Lock::Own { guard, lock } => {
                let got = pass.waiting(Waits::Lock(id), || lock.lock());
                self.keep(guard, got.unwrap_or_else(PoisonError::into_inner), pass);
            }
            Lock::Guarded(guarded) => {
                guarded.act(pass, id, false, |()| self.take(pass));
            }
        }
        Answer::done(self.poisoned.get().into())
    }

    fn take(&self, pass: &Pass) -> Tried<()> {
        if self.holder.get().is_some() {
            return Tried::NotReady;
        }
        self.holder.set(Some(pass.me()));
        // Nobody waits for a mutex to be taken.
        Tried::Looked(())
    }

    pub(super) fn keep(
        &self,
        place: &RefCell<Option<OwnGuard>>,
        guard: loom::sync::MutexGuard<'_, ()>,
        pass: &Pass,
    ) {
        // SAFETY: the lock lives in the same object, which lives on the heap and is not dropped
        // before the execution is over; a guard that is left then is never used or dropped.
        let guard: loom::sync::MutexGuard<'static, ()> = unsafe { std::mem::transmute(guard) };
        *place.borrow_mut() = Some(ManuallyDrop::new(guard));
        self.holder.set(Some(pass.me()));
    }

    pub(super) fn try_lock(&self, pass: &Pass, id: u32) -> Answer {
        pass.learn(id, Fact::Tried);
        let taken = match &self.lock {
            Lock::Own { guard, lock } => match pass.enter(|| lock.try_lock()) {
                Ok(got) => {
                    self.keep(guard, got, pass);
                    true
                }
                Err(_) => {
                    pass.looked(id);
                    false
                }
            },
            Lock::Guarded(guarded) => {
                let tried = guarded.act(pass, id, false, |()| match self.take(pass) {
                    Tried::NotReady => Tried::Looked(false),
                    _ => Tried::Looked(true),
                });
                tried == Some(true)
            }
        };
        if taken {
            pass.acted();
        }
        Answer { value: self.poisoned.get().into(), done: taken }
    }

    pub(super) fn unlock(&self, pass: &Pass, id: u32, poisons: bool) {
        match &self.lock {
            Lock::Own { guard, .. } => {
                self.poison_if(poisons);
                self.holder.set(None);
                let guard = guard.borrow_mut().take();
                if let Some(guard) = guard {
                    pass.enter(|| drop(ManuallyDrop::into_inner(guard)));
                }
                pass.changed(id);
            }
            Lock::Guarded(guarded) => {
                guarded.act(pass, id, false, |()| {
                    self.poison_if(poisons);
                    self.holder.set(None);
                    Tried::Done(())
                });
            }
        }
    }

    fn poison_if(&self, poisons: bool) {
        if poisons {
            self.poisoned.set(true);
        }
    }

    /// Looks at the poison, or takes it away. A step only in models in which threads panic: in
    /// others there is none.
    pub(super) fn poison(&self, pass: &Pass, id: u32, clear: bool) -> Answer {
        if let Lock::Guarded(guarded) = &self.lock {
            guarded.act(pass, id, false, |()| Tried::Looked(()));
        }
        let poisoned = self.poisoned.get();
        self.poisoned.set(poisoned && !clear);
        Answer::done(poisoned.into())
    }
}
