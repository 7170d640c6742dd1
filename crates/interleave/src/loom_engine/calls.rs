//! Between the code under test and loom: the way in, the ways out, and what is learned on the way.

use super::end::{End, of_message};
use super::guarded::Guarded;
use super::learned::{Fact, Learned};
use super::pass::Pass;
use super::run::{Object, Panic};
use super::{OPERATIONS, host};
use crate::explorer::context::Fate;
use crate::explorer::learned::Fact as Explored;
use crate::machine::Machine;
use crate::machine::parker::Parker;
use crate::record::{Kind, Loc};
use std::any::Any;
use std::cell::RefCell;
use std::mem::forget;
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind};
use std::rc::Rc;
use std::sync::atomic::Ordering;

impl Pass {
    pub(super) fn is_closing(&self) -> bool {
        self.run.borrow().closing
    }

    pub(super) fn me(&self) -> usize {
        self.current.get()
    }

    /// Enters loom. Other threads may run before it returns; what panics in it is loom.
    pub(super) fn enter<R>(&self, f: impl FnOnce() -> R) -> R {
        let me = self.me();
        self.inside.set(true);
        let result = catch_unwind(AssertUnwindSafe(f));
        self.inside.set(false);
        self.current.set(me);
        result.unwrap_or_else(|payload| {
            let message = text_of(&*payload);
            forget(payload);
            let end = match (of_message(&message, || self.blocked()), self.touching.take()) {
                (End::Failed(_), Some(cell)) => {
                    let made = self.run.borrow().made(cell);
                    let (file, line) = (made.file(), made.line());
                    End::Failed(format!("data race in the `UnsafeCell` made at {file}:{line}"))
                }
                (end, _) => end,
            };
            self.fail(end)
        })
    }

    /// Enters loom for an access with this ordering.
    pub(super) fn enter_ordered<R>(&self, order: Ordering, access: impl FnOnce() -> R) -> R {
        let fenced = order == Ordering::SeqCst && self.learned.borrow().fences;
        self.enter(|| {
            let result = access();
            if fenced {
                loom::sync::atomic::fence(Ordering::SeqCst);
            }
            result
        })
    }

    /// The kernel's barrier around a `futex` call.
    pub(super) fn barrier(&self) {
        self.learned.borrow_mut().note(|learned| &mut learned.fences);
        if self.learned.borrow().weak {
            self.enter(|| loom::sync::atomic::fence(Ordering::SeqCst));
        }
    }

    /// Ends the pass: the first reason counts.
    pub(super) fn fail(&self, end: End) -> ! {
        self.end.borrow_mut().get_or_insert(end);
        host::stop(self)
    }

    pub(crate) fn not_asked(&self, why: &'static str) -> ! {
        // Whatever else there is to learn does not matter.
        self.learned.borrow_mut().more = false;
        self.fail(End::NotAsked(why))
    }

    pub(super) fn is_out_of_operations(&self) -> bool {
        self.operations.get() >= OPERATIONS
    }

    /// One more step of the running thread.
    pub(super) fn step(&self) {
        self.sign.tick();
        self.operations.set(self.operations.get() + 1);
        let dropping = self.run.borrow().threads[self.me()].dropping;
        if let Some(arc) = dropping {
            // Who drops last makes a difference, and comes after all others.
            self.learn(arc, Fact::Explored(Explored::DropOperates));
        }
    }

    pub(super) fn object(&self, id: u32) -> Rc<Object> {
        self.run.borrow().object(id)
    }

    pub(super) fn learn(&self, id: u32, fact: Fact) {
        let made = self.run.borrow().made(id);
        self.learned.borrow_mut().learn(made, fact);
    }

    /// What makes no difference where every access is a read-modify-write anyway.
    pub(super) fn learn_if_weak(&self, id: u32, fact: Fact) {
        if self.learned.borrow().weak {
            self.learn(id, fact);
        }
    }

    /// Whether something is known of the objects made at a place, or of the whole model.
    pub(super) fn knows(&self, made: Loc, fact: Fact, model: fn(&Learned) -> bool) -> bool {
        let learned = self.learned.borrow();
        model(&learned) || learned.knows(made, fact)
    }

    pub(crate) fn knows_explored(&self, id: u32, fact: Explored) -> bool {
        let made = self.run.borrow().made(id);
        self.learned.borrow().knows(made, Fact::Explored(fact))
    }

    /// What others can know of a thread, made when the thread is: whoever asks comes after that.
    pub(super) fn parker(&self, at: Loc) -> u32 {
        let parker = RefCell::new(Machine::Parker(Parker::default()));
        let object = Object::Machine(Guarded::new(self, parker));
        self.run.borrow_mut().add(object, Kind::Thread, at)
    }

    /// Says how this OS thread was lost. May be called in a signal handler.
    pub(crate) fn set_fate(&self, fate: Fate) {
        self.sign.set_fate(fate);
    }

    /// Takes note of a panic of the running thread.
    pub(crate) fn note_panic(&self, info: &PanicHookInfo) {
        if self.inside.get() {
            return;
        }
        let thread = self.me();
        let place = info
            .location()
            .map_or_else(String::new, |at| format!("at {}:{}", at.file(), at.line()));
        let text = info.payload_as_str().unwrap_or("a payload that is no text");
        if let Ok(mut run) = self.run.try_borrow_mut() {
            run.panics.push(Panic { thread, message: format!("{place}: {text}") });
            if let Some(thread) = run.threads.get_mut(thread) {
                thread.panicking = true;
            }
        }
        if let Ok(mut learned) = self.learned.try_borrow_mut() {
            learned.note(|learned| &mut learned.panics);
        }
    }
}

/// The text that a panic carries.
pub(super) fn text_of(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or_default().to_owned()
}
