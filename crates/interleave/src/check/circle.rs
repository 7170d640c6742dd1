//! A livelock in which threads do something: each gives up what it has, and tries again.
//!
//! No thread waits, and an execution of that kind ends only at the limit of its steps. What tells
//! it from a long one: its last steps are the same few over and over, with the same values, and
//! they yield, so that every thread that could have gone on had its turn.

use super::failure::Kind;
use crate::explorer::clock::Mask;
use crate::explorer::execution::Execution;
use crate::record::{Effect, Event};

/// Steps of the longest circle.
const LONGEST: usize = 100;
/// How often a circle has to be gone round, and in how many steps.
const TIMES: usize = 20;
const STEPS: usize = 1_000;

/// The circle in which an execution that was too long has ended, if it has.
pub(super) fn find(run: &Execution) -> Option<Kind> {
    let steps = (1..=LONGEST).find(|period| repeats(&run.log, *period))?;
    let circle = &run.log[run.log.len() - steps..];
    let threads = circle.iter().fold(0, |mask: Mask, event| mask | 1 << event.thread);
    let yields = circle.iter().any(|event| event.effect == Effect::Yield);
    // Somebody else could go on, and was not asked.
    let unfair = run.enabled() & !threads != 0;
    (yields && !unfair).then_some(Kind::Circle { steps, threads })
}

fn repeats(log: &[Event], period: usize) -> bool {
    let most = STEPS.max(TIMES * period);
    let same = |at: &usize| log[*at] == log[*at - period];
    log.len() >= most + period && (log.len() - most..log.len()).all(|at| same(&at))
}
