//! What `yield_now` and `spin_loop` mean to the scheduler, in loops of which it is not known that
//! they only look (those [wait](super::spin) for news).
//!
//! A thread that yields says that it waits for the others. Without more, a loop that spins has
//! executions without end. So, after Musuvathi and Qadeer, "Fair stateless model checking" (PLDI
//! 2008): a thread that keeps yielding while another one could run all the time (but for locks that
//! the thread itself held), and did not, has to wait at its fourth yield until that one has taken a
//! step (in a patient search at its hundred and first). Up to three yields are steps like any other
//! and hide nothing: the reduction of the search knows nothing of fairness, so what lies behind a
//! longer wait is not tried in every order.

use super::clock::Mask;

/// Yields that a thread may do while another one could run and does not.
const FREE: u32 = 3;
/// The same in a patient search.
const FREE_IF_PATIENT: u32 = 100;

/// Fruitless yields in a row after which a thread is held to spin for ever.
const FRUITLESS: u32 = 200;

/// What happened since a thread began to yield.
#[derive(Clone, Copy, Default)]
pub(crate) struct Window {
    /// Yields since the window was opened.
    yields: u32,
    /// The thread has used up its patience in this execution: once shows what it does if it gives
    /// up, and ever again would make executions without end.
    lost_patience: bool,
    /// Threads that ran since.
    ran: Mask,
    /// Threads that could have run all the time.
    could_run: Mask,
    /// Threads that some step of this thread kept from running.
    disabled: Mask,
    /// Threads that must run before this one goes on.
    waits_for: Mask,
    /// Changes by this thread itself.
    own_changes: u64,
    /// Changes by other threads when it last yielded.
    changes_by_others: u64,
    /// Yields in a row between which neither another thread changed anything nor this one a value.
    fruitless: u32,
    /// All its yields.
    all: u32,
}

impl Window {
    /// The thread did something after which another may find the shared state changed.
    pub(crate) fn changed(&mut self) {
        self.own_changes += 1;
    }

    /// The thread changed a value: it does more than to look again and again.
    pub(crate) fn progress(&mut self) {
        self.fruitless = 0;
    }

    /// Its loop waited for news.
    pub(crate) fn has_waited(&mut self) {
        self.all += FREE_IF_PATIENT + 1;
    }

    /// Its yields so far.
    pub(super) fn all(&self) -> u32 {
        self.all
    }

    /// Whether a value that the thread overlooked when it had yielded so often must be visible to it
    /// now: values become visible at some time.
    pub(super) fn sees_what_it_overlooked(&self, yields: u32, patient: bool) -> bool {
        self.all - yields > if patient { FREE_IF_PATIENT } else { FREE }
    }

    /// Some thread takes a step while those of `enabled` could.
    pub(crate) fn step(&mut self, by: usize, enabled: Mask) {
        self.ran |= 1 << by;
        self.could_run &= enabled;
        self.waits_for &= !(1 << by);
    }

    /// The thread's own step kept these from running.
    pub(crate) fn disables(&mut self, threads: Mask) {
        self.disabled |= threads;
    }

    /// The thread itself announces a yield.
    pub(crate) fn announce_yield(&mut self, me: usize, changes: u64, patient: bool) {
        let free = if patient && !self.lost_patience { FREE_IF_PATIENT } else { FREE };
        let by_others = changes - self.own_changes;
        let fruitless = self.yields > 0 && by_others == self.changes_by_others;
        self.fruitless = if fruitless { self.fruitless + 1 } else { 0 };
        self.changes_by_others = by_others;
        let starving = (self.could_run | self.disabled) & !self.ran & !(1 << me);
        self.yields += 1;
        self.all += 1;
        if self.yields > free {
            self.waits_for = starving;
            self.lost_patience = true;
        }
        if self.yields == 1 || self.yields > free || starving == 0 {
            self.yields = 1;
            self.ran = 0;
            self.could_run = Mask::MAX;
            self.disabled = 0;
        }
    }

    /// The thread has to let one of `enabled` go first.
    pub(crate) fn holds_back(&self, enabled: Mask) -> bool {
        self.waits_for & enabled != 0
    }

    /// It has yielded many times, and nothing has changed since by another thread's step.
    pub(crate) fn spins_for_ever(&self, changes: u64) -> bool {
        self.fruitless >= FRUITLESS && changes - self.own_changes == self.changes_by_others
    }
}
