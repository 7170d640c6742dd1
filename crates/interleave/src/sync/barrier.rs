//! A meeting point.

use crate::engine::{self, World};
use crate::explorer::learned::Fact;
use crate::machine::barrier::{self, Act};
use crate::machine::{self, Machine};
use crate::record::Kind;
use crate::seeded::{Bug, seeded};
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

/// Lets threads wait until a number of them has come; std's, and in a model the explorer's.
///
/// All that the threads did before they came happens before all that they do after. std does not
/// say which of them is the leader: in a model, if anybody asks, each of them is in some execution.
pub struct Barrier {
    world: World,
    real: std::sync::Barrier,
    size: usize,
    /// Who leads the generations of which somebody has asked that.
    leaders: Arc<Mutex<Vec<Generation>>>,
}

impl Barrier {
    /// Makes a barrier for `n` threads. One for none is passed at once, as one for a single thread.
    #[track_caller]
    pub fn new(n: usize) -> Self {
        let shape = engine::Shape::Opaque;
        let world = engine::register_machine(Kind::Barrier, shape, engine::here(), |_| {
            Machine::Barrier(barrier::Barrier::new(n))
        });
        Barrier { world, real: std::sync::Barrier::new(n), size: n, leaders: Arc::default() }
    }

    /// Waits until all are there. The barrier can be used again at once.
    #[track_caller]
    pub fn wait(&self) -> BarrierWaitResult {
        let at = engine::here();
        let Some(barrier) = self.world.enter(Kind::Barrier) else {
            return BarrierWaitResult(Leads::Known(self.real.wait().is_leader()));
        };
        let crowded = engine::knows(barrier, Fact::Crowded) && !seeded(Bug::CrowdsCommute);
        let arrive = machine::Act::Barrier(Act::Arrive { crowded });
        let generation = engine::act(barrier, arrive, at).value;
        let is_crowded = engine::machine(
            barrier,
            |machine| matches!(machine, Machine::Barrier(state) if state.is_crowded()),
        );
        if is_crowded {
            engine::learn(barrier, Fact::Crowded);
        }
        let generation = usize::try_from(generation).expect("a count of generations");
        engine::act(barrier, machine::Act::Barrier(Act::Leave { generation }), at);
        BarrierWaitResult(Leads::InModel {
            generation,
            others: self.size.max(1) - 1,
            leaders: Arc::clone(&self.leaders),
            mine: Mutex::new(None),
        })
    }
}

impl fmt::Debug for Barrier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Barrier").finish_non_exhaustive()
    }
}

/// What [`Barrier::wait`] returns: whether this thread is the leader.
pub struct BarrierWaitResult(Leads);

/// What has been said about the leader of a generation.
struct Generation {
    number: usize,
    /// Threads that have asked and are not the leader.
    denied: usize,
    found: bool,
}

enum Leads {
    Known(bool),
    /// Decided when somebody asks: an unasked question makes no executions.
    InModel {
        generation: usize,
        others: usize,
        leaders: Arc<Mutex<Vec<Generation>>>,
        mine: Mutex<Option<bool>>,
    },
}

impl BarrierWaitResult {
    /// Whether this thread is the one leader among those that waited together. Which one is, is not
    /// said.
    #[track_caller]
    pub fn is_leader(&self) -> bool {
        let (generation, others, leaders, mine) = match &self.0 {
            Leads::Known(is) => return *is,
            Leads::InModel { generation, others, leaders, mine } => {
                (*generation, *others, leaders, mine)
            }
        };
        let mut mine = mine.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(is) = *mine {
            return is;
        }
        let mut leaders = leaders.lock().unwrap_or_else(PoisonError::into_inner);
        let index = leaders.iter().position(|of| of.number == generation).unwrap_or_else(|| {
            leaders.push(Generation { number: generation, denied: 0, found: false });
            leaders.len() - 1
        });
        let known = &mut leaders[index];
        // The last one that can ask is it, if nobody was.
        let is = !known.found && (known.denied == others || engine::choose_quietly(2) == 0);
        known.found |= is;
        known.denied += usize::from(!is);
        *mine = Some(is);
        is
    }
}

impl fmt::Debug for BarrierWaitResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BarrierWaitResult").finish_non_exhaustive()
    }
}
