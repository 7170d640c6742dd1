//! What to do next, where the failure alone does not say.

use super::leaks;
use super::source::short;
use super::unseen;
use crate::check::failure::{Failure, Kind};
use crate::record::Effect;

/// Lines to stand at the end of a report, each a sentence.
pub(crate) fn advice(failure: &Failure) -> Vec<String> {
    let sentence = match &failure.kind {
        Kind::Unfinished(_) => "replace the todo!() with your answer",
        Kind::Circle { .. } => {
            "each gives up what it has and tries the same again: let all take the locks in one \
             order, or let one wait for what the other does"
        }
        Kind::TooLong if yields(failure) => {
            "the threads go round in a loop: nothing that they wait for ever comes, or they undo each \
             other's work"
        }
        Kind::TooLong => {
            "a loop that waits for another thread must say so: call `interleave::hint::spin_loop()` \
             or `interleave::thread::yield_now()` in it, or wait on a condvar"
        }
        Kind::NotDeterministic => {
            "a model must do the same each time: no clocks, no random numbers, no `std` locks or \
             atomics, no state that survives from one execution to the next"
        }
        Kind::Leak(objects) => leaks::advice(objects, failure.trace.as_ref()),
        Kind::EndlessLoop => {
            "look for a loop that nothing ends, or for something that blocks and that the checker \
             does not know: `std::sync`, `std::thread::sleep`, input or output"
        }
        Kind::BadAccess => {
            "look at the last `unsafe` block before this: is what it points to still there?"
        }
        Kind::StackOverflow => "a thread of a model has 2 MiB of stack",
        Kind::Abort | Kind::Exit => "let the code under test return or panic instead",
        Kind::Vacuous(_) => {
            "every execution is then the same, and the check says nothing: use `interleave::sync` \
             and `interleave::thread` in place of `std`'s, and let each thread use what they share"
        }
        Kind::Unseen(_) => {
            "nothing failed, but of what these do the checker knows nothing. If that is meant, say so \
             with `Model::new().unseen()`"
        }
        Kind::Unreached(_) => {
            "nothing went wrong, but no execution gets there: does too much wait, or is the code \
             that should get there missing?"
        }
        Kind::Veto(_) => {
            "the explorer finds nothing wrong, in no interleaving and with no stale read: one of the \
             two is mistaken, or the model does not do the same each time. Please report it with \
             this test; if it is a limit of loom, name it with `Model::new().loom(Loom::Skip(…))`"
        }
        Kind::Stale(_) => {
            "check without `INTERLEAVE_REPLAY`: if something fails, its report has a new code"
        }
        Kind::NotFinished { bound: None, .. } => {
            "make the model smaller: fewer threads, fewer operations. Or declare a bound with \
             `Model::new().preemptions(3)`, or a larger budget with `.executions(…)`"
        }
        Kind::NotFinished { bound: Some(_), .. } => {
            "make the model smaller: fewer threads, fewer operations. Or declare fewer preemptions, \
             or a larger budget with `.executions(…)`"
        }
        _ => return unseen::tell(&failure.unseen),
    };
    let mut lines: Vec<String> = match &failure.kind {
        Kind::Vacuous(places) => {
            let places = places.iter().map(|at| short(at.file(), at.line()));
            places.map(|at| format!("the thread spawned at {at} did no operation")).collect()
        }
        Kind::Veto(message) => message.lines().skip(1).map(str::to_owned).collect(),
        Kind::Unreached(missing) => {
            let at = |(file, line)| short(file, line);
            missing.iter().map(|witness| format!("{}: {}", at(witness.at), witness.what)).collect()
        }
        Kind::Unseen(all) => unseen::tell(all),
        _ => Vec::new(),
    };
    lines.extend(unseen::tell(&failure.unseen));
    lines.push(sentence.to_owned());
    lines
}

fn yields(failure: &Failure) -> bool {
    let trace = failure.trace.iter().flat_map(|trace| trace.events.iter().rev().take(200));
    trace.into_iter().any(|event| event.effect == Effect::Yield)
}
