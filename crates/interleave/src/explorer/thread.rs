//! A thread of the model, as the scheduler knows it.

use super::clock::Clock;
use super::execution::Panic;
use super::fairness::Window;
use super::objects::Knowledge;
use super::op::Op;
use crate::record::Loc;

/// A thread of the model.
pub(crate) struct Thread {
    pub(crate) name: Option<String>,
    pub(crate) spawned_at: Option<Loc>,
    /// The operation it has announced, and from where.
    pub(crate) pending: Option<(Op, Loc)>,
    /// Still on its way to its first operation, on its parent's turn.
    pub(crate) booting: bool,
    pub(crate) finished: bool,
    /// Its closure ended by a panic.
    pub(crate) died: bool,
    /// Its result was taken by `join`.
    pub(crate) joined: bool,
    /// A panic is on its way through this thread.
    pub(crate) panicking: bool,
    pub(crate) panics: Vec<Panic>,
    pub(crate) operations: u32,
    pub(crate) knowledge: Knowledge,
    /// Which steps lie before its next one: the order that the search must not repeat.
    pub(crate) order: Clock,
    /// Notified and not yet back from its wait.
    woken: bool,
    /// Will come back from its wait without having been notified.
    wakes_spuriously: bool,
    pub(crate) window: Window,
}

impl Thread {
    pub(crate) fn new(name: Option<String>, spawned_at: Option<Loc>) -> Self {
        Thread {
            name,
            spawned_at,
            pending: None,
            booting: false,
            finished: false,
            died: false,
            joined: false,
            panicking: false,
            panics: Vec::new(),
            operations: 0,
            knowledge: Knowledge::default(),
            order: Clock::default(),
            woken: false,
            wakes_spuriously: false,
            window: Window::default(),
        }
    }

    /// Starts to wait for a notification, or to wake up without one.
    pub(super) fn sleep(&mut self, wakes_spuriously: bool) {
        self.woken = false;
        self.wakes_spuriously = wakes_spuriously;
    }

    pub(super) fn notify(&mut self) {
        self.woken = true;
    }

    /// May go on from its wait.
    pub(super) fn awake(&self) -> bool {
        self.woken || self.wakes_spuriously
    }

    /// Goes on from its wait. Returns whether it was notified.
    pub(super) fn wake_up(&mut self) -> bool {
        self.wakes_spuriously = false;
        std::mem::take(&mut self.woken)
    }
}
