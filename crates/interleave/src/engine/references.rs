//! References: what an `Arc` asks of the engine.

use super::Running::{Explorer, Loom};
use super::{Counting, Loc, Op, current, perform};
use crate::explorer::learned::Fact;
use crate::explorer::scheduler::Engine;
use crate::seeded::{Bug, seeded};

/// Gives up a reference: a step if who is last makes a difference. The last one runs `destructor`.
pub(crate) fn drop_reference(
    arc: u32,
    at: Loc,
    is_last: impl Fn() -> bool,
    destructor: impl FnOnce(),
) {
    let shared = match current() {
        Explorer(shared) => shared,
        Loom(pass) => return pass.drop_reference(arc, at, is_last, destructor),
    };
    let is_step =
        |engine: &Engine| engine.knows(arc, Fact::DropOperates) || engine.knows(arc, Fact::Counted);
    if is_step(&shared.engine()) {
        perform(Op::Count { arc, counting: Counting::Less }, at);
    }
    // All threads of a model run on one OS thread: nobody changes the count in between.
    let last = is_last();
    let before = shared.engine().run.drop_reference(arc, last);
    let operations = || {
        let engine = shared.engine();
        engine.run.threads[engine.run.current].operations
    };
    let operations_before = operations();
    destructor();
    if !last {
        return;
    }
    let mut engine = shared.engine();
    if engine.run.threads[engine.run.current].operations != operations_before {
        engine.learn(arc, Fact::DropOperates);
    } else if !is_step(&engine) {
        engine.run.forget_others(before);
    }
}

/// Does something with the count of an `Arc`: a step if anybody ever looks at it.
pub(crate) fn count(arc: u32, counting: Counting, at: Loc) {
    let shared = match current() {
        Explorer(shared) => shared,
        Loom(pass) => return pass.count(arc, counting, at),
    };
    if counting == Counting::More && seeded(Bug::CloneIsNoStep) {
        return;
    }
    let looks = matches!(counting, Counting::Look | Counting::Take | Counting::Upgrade);
    let known = shared.engine().knows(arc, Fact::Counted);
    if known {
        perform(Op::Count { arc, counting }, at);
    } else if looks {
        shared.engine().learn(arc, Fact::Counted);
    }
}

/// There is a strong reference more.
pub(crate) fn add_reference(arc: u32) {
    if let Explorer(shared) = current() {
        shared.engine().run.add_reference(arc);
    }
}

/// There is a strong reference less, and no destructor to run.
pub(crate) fn end_reference(arc: u32, last: bool) {
    if let Explorer(shared) = current() {
        shared.engine().run.drop_reference(arc, last);
    }
}

/// The only owner learns what all former ones did.
pub(crate) fn own_alone(arc: u32) {
    if let Explorer(shared) = current() {
        shared.engine().run.learn_of_former_owners(arc);
    }
}
