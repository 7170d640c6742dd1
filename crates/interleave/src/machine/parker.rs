//! What others can know of a thread: its token for `park`, and whether it has finished.
//!
//! `unpark` leaves a token, of which there is at most one; `park` takes it, and waits for it if it
//! is not there.
//!
//! Edges: an `unpark` happens before the `park` that takes its token. Seeing that a thread has
//! finished orders nothing: that is what `join` is for.

use super::{Answer, Scene};
use crate::seeded::{Bug, seeded};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Act {
    Park,
    /// Returns without a token, as the documentation allows; takes one if it is there.
    ParkSpuriously,
    ParkTimeout {
        nanos: u64,
    },
    Unpark,
    /// The thread's last step, in models that ask whether it has finished.
    Exit,
    IsFinished,
}

/// Both leave the one token.
pub(super) fn commute(a: Act, b: Act) -> bool {
    let is_exit = |act| matches!(act, Act::Exit | Act::IsFinished);
    // Two that unpark leave their edges both.
    (a == Act::Unpark && b == Act::Unpark) || is_exit(a) != is_exit(b)
}

/// What decides whether a `park` has to wait.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Gauge {
    token: bool,
}

impl Gauge {
    pub(super) fn allows(self, act: Act) -> bool {
        act != Act::Park || self.token
    }
}

#[derive(Default, Debug)]
pub(crate) struct Parker {
    token: bool,
    finished: bool,
}

const EDGE: usize = 0;

impl Parker {
    pub(super) fn gauge(&self) -> Gauge {
        Gauge { token: self.token }
    }

    pub(super) fn apply(&mut self, act: Act, scene: &mut dyn Scene) -> Answer {
        match act {
            Act::Park | Act::ParkSpuriously | Act::ParkTimeout { .. } => {
                let token = self.token;
                self.token &= seeded(Bug::TokenStays);
                if token {
                    scene.acquire(EDGE);
                }
                Answer { value: 0, done: token }
            }
            Act::Unpark => {
                scene.release(EDGE);
                self.token = !(self.token && seeded(Bug::TokenIsLost));
                Answer::default()
            }
            Act::Exit => {
                self.finished = !seeded(Bug::NobodyFinishes);
                Answer::default()
            }
            Act::IsFinished => Answer::done(self.finished.into()),
        }
    }
}
