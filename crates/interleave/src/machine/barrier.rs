//! The barrier.
//!
//! `wait` is two actions: a thread *arrives*, which tells it its generation, and *leaves* once that
//! generation is complete. The last of `n` to arrive completes it and starts the next.
//!
//! Edges: all that was done before any arrival happens before every leaving of that generation.

use super::{Answer, Scene};
use crate::seeded::{Bug, seeded};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Act {
    /// Answers with the generation.
    Arrive {
        /// More threads use the barrier than it waits for, so the order of their arrivals decides
        /// who belongs to which generation.
        crowded: bool,
    },
    Leave {
        generation: usize,
    },
}

/// With as many threads as the barrier waits for, each arrives once in each generation: in which
/// order makes no difference, as nobody leaves before all are there.
pub(super) fn commute(a: Act, b: Act) -> bool {
    matches!(
        (a, b),
        (Act::Arrive { crowded: false }, Act::Arrive { crowded: false })
            | (Act::Leave { .. }, Act::Leave { .. })
    )
}

/// The generation that is not complete.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Gauge(usize);

impl Gauge {
    pub(super) fn allows(self, act: Act) -> bool {
        match act {
            Act::Arrive { .. } => true,
            Act::Leave { generation } => self.0 > generation,
        }
    }
}

/// Whether the two belong to different generations. See [`channel`](super::channel::independent).
pub(super) fn independent(a: Act, before_a: Gauge, b: Act) -> bool {
    match (a, b) {
        (Act::Arrive { crowded: false }, Act::Leave { generation }) => before_a.0 != generation,
        _ => false,
    }
}

#[derive(Debug)]
pub(crate) struct Barrier {
    /// Threads that make a generation complete.
    size: usize,
    arrived: usize,
    generation: usize,
    /// Threads that have ever arrived.
    users: Vec<usize>,
}

impl Barrier {
    pub(crate) fn new(size: usize) -> Self {
        Barrier { size, arrived: 0, generation: 0, users: Vec::new() }
    }

    /// More threads than it waits for use it.
    pub(crate) fn is_crowded(&self) -> bool {
        self.users.len() > self.size
    }

    /// Threads that are there, and threads that it waits for.
    pub(crate) fn count(&self) -> (usize, usize) {
        (self.arrived, self.size)
    }

    pub(super) fn gauge(&self) -> Gauge {
        Gauge(self.generation)
    }

    pub(super) fn apply(&mut self, act: Act, scene: &mut dyn Scene) -> Answer {
        match act {
            Act::Arrive { .. } => {
                let (me, generation) = (scene.me(), self.generation);
                if !self.users.contains(&me) {
                    self.users.push(me);
                }
                scene.release(generation);
                self.arrived += 1 + usize::from(seeded(Bug::BarrierOpensEarly));
                // A barrier for nobody is passed at once, as one for a single thread.
                if self.arrived >= self.size {
                    self.arrived = if seeded(Bug::BarrierStaysOpen) { self.size } else { 0 };
                    self.generation += 1;
                }
                Answer::done(generation as u64)
            }
            Act::Leave { generation } => {
                scene.acquire(generation);
                Answer::default()
            }
        }
    }
}
