//! Initialization that runs once: behind `Once`, `OnceLock` and `LazyLock`.
//!
//! | state | `Begin` |
//! |---|---|
//! | new | this thread initializes |
//! | running | waits |
//! | complete | nothing to do |
//! | poisoned | says so; with `force` this thread initializes |
//!
//! Edges: what the initializer did happens before every return that finds the state complete.

use super::{Answer, Scene};
use crate::record::Loc;
use crate::seeded::{Bug, seeded};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Act {
    /// Done: this thread is to initialize; the value says whether an earlier one panicked. Not
    /// done: complete (0) or poisoned (1).
    Begin {
        /// Also if an earlier initializer panicked.
        force: bool,
    },
    /// The initializer is through, and leaves this state.
    Finish(Left),
    IsCompleted,
    /// Waits until somebody else is through; answers as `Begin`.
    Wait {
        /// Until one did not panic.
        force: bool,
    },
}

/// What an initializer leaves behind.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Left {
    Complete,
    /// Nothing: the next one tries again.
    New,
    Poisoned,
}

/// Whether both only look: a `Begin` does, once all is done. See
/// [`channel`](super::channel::independent).
pub(super) fn independent(a: Act, before_a: Gauge, b: Act, before_b: Gauge) -> bool {
    let looks = |act, before: Gauge| match act {
        Act::IsCompleted | Act::Wait { .. } => true,
        Act::Begin { .. } => before.complete,
        Act::Finish(_) => false,
    };
    looks(a, before_a) && looks(b, before_b)
}

#[derive(Debug)]
enum State {
    Idle(Left),
    Running(usize, Loc),
}

/// What decides who has to wait.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Gauge {
    running: bool,
    through: bool,
    complete: bool,
}

impl Gauge {
    pub(super) fn allows(self, act: Act) -> bool {
        match act {
            Act::Begin { .. } => !self.running,
            Act::Wait { force: false } => self.through,
            Act::Wait { force: true } => self.complete,
            Act::Finish(_) | Act::IsCompleted => true,
        }
    }
}

#[derive(Debug)]
pub(crate) struct Once(State);

const EDGE: usize = 0;

impl Once {
    pub(crate) fn new() -> Self {
        Once(State::Idle(Left::New))
    }

    pub(super) fn holder(&self) -> Option<(usize, Loc)> {
        match self.0 {
            State::Running(by, at) => Some((by, at)),
            State::Idle(_) => None,
        }
    }

    /// The state, of which the caller is the only owner.
    pub(crate) fn left(&self) -> Left {
        match self.0 {
            State::Idle(left) => left,
            State::Running(..) => Left::New,
        }
    }

    /// Makes it new again, for the only owner.
    pub(crate) fn reset(&mut self) {
        self.0 = State::Idle(Left::New);
    }

    pub(super) fn gauge(&self) -> Gauge {
        Gauge {
            running: matches!(self.0, State::Running(..)) && !seeded(Bug::OnceRunsTwice),
            through: matches!(self.0, State::Idle(Left::Complete | Left::Poisoned)),
            complete: matches!(self.0, State::Idle(Left::Complete)),
        }
    }

    pub(super) fn apply(&mut self, act: Act, scene: &mut dyn Scene) -> Answer {
        let poisoned = matches!(self.0, State::Idle(Left::Poisoned));
        let complete = matches!(self.0, State::Idle(Left::Complete));
        match act {
            Act::Begin { .. } | Act::Wait { .. } if complete => {
                scene.acquire(EDGE);
                Answer::not_done(0)
            }
            Act::Begin { force: false } | Act::Wait { .. } if poisoned => Answer::not_done(1),
            Act::Begin { .. } => {
                // Of an initializer that panicked, too.
                scene.acquire(EDGE);
                self.0 = State::Running(scene.me(), scene.at());
                Answer::done(poisoned.into())
            }
            Act::Finish(left) => {
                let forgets = left == Left::Poisoned && seeded(Bug::OncePanicLeavesNothing);
                self.0 = State::Idle(if forgets { Left::New } else { left });
                scene.release(EDGE);
                Answer::default()
            }
            Act::IsCompleted => {
                if complete {
                    scene.acquire(EDGE);
                }
                Answer::done(complete.into())
            }
            Act::Wait { .. } => unreachable!("a wait is ready when there is something to say"),
        }
    }
}
