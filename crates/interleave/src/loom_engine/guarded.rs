//! Objects that are plain state behind one atomic.
//!
//! loom switches threads only where it is entered. An action enters it once, by a read-modify-write
//! of the object's atomic, which orders it with all other actions on the object; what follows, up to
//! the next operation, is one step. A thread whose action is not ready goes to sleep and tries again
//! when the state has changed.

use super::pass::Pass;
use super::threads::Waits;
use std::cell::RefCell;
use std::sync::atomic::Ordering::AcqRel;

/// Takes turns. `None` behind the last step of an execution, when loom must not be entered.
pub(super) struct Turn(Option<loom::sync::atomic::AtomicU64>);

impl Turn {
    pub(super) fn new(pass: &Pass) -> Self {
        let atomic = || pass.enter(|| loom::sync::atomic::AtomicU64::new(0));
        Turn((!pass.is_closing()).then(atomic))
    }

    /// The one point at which loom may switch.
    pub(super) fn take(&self, pass: &Pass) {
        if let Some(atomic) = &self.0 {
            pass.enter(|| atomic.fetch_add(0, AcqRel));
        }
    }
}

pub(super) struct Guarded<S> {
    pub(super) state: S,
    turn: Turn,
    /// Threads that sleep until the state changes.
    asleep: RefCell<Vec<usize>>,
}

/// What an action came to.
pub(super) enum Tried<R> {
    /// It changed nothing that others wait for.
    Looked(R),
    Done(R),
    NotReady,
}

impl<S> Guarded<S> {
    pub(super) fn new(pass: &Pass, state: S) -> Self {
        Guarded { state, turn: Turn::new(pass), asleep: RefCell::default() }
    }

    /// Tries until it is ready. `None`: the time is up, which is never if it is not `timed`.
    pub(super) fn act<R>(
        &self,
        pass: &Pass,
        id: u32,
        timed: bool,
        mut attempt: impl FnMut(&S) -> Tried<R>,
    ) -> Option<R> {
        loop {
            self.turn.take(pass);
            match attempt(&self.state) {
                Tried::Looked(result) => {
                    pass.looked(id);
                    return Some(result);
                }
                Tried::Done(result) => {
                    pass.changed(id);
                    let asleep = self.asleep.take();
                    asleep.into_iter().for_each(|thread| pass.wake(thread));
                    return Some(result);
                }
                Tried::NotReady => {}
            }
            let me = pass.me();
            self.asleep.borrow_mut().push(me);
            if !pass.block(Waits::Change(id), timed) {
                self.asleep.borrow_mut().retain(|thread| *thread != me);
                return None;
            }
        }
    }
}
