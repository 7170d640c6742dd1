//! The thread that waits for a verdict, and sees to it that there is one.
//!
//! The exploring runs on an OS thread of its own. If the code under test never comes back from
//! between two operations, or takes the whole thread down, this one is left to say so.

use super::explore::{Coverage, Explorer};
use super::failure::{Failure, Kind};
use super::replay::Code;
use super::{Model, Subject, verdict};
use crate::crash;
use crate::explorer::context::{self, Fate, Shared};
use crate::explorer::scheduler::{Engine, Limits};
use crate::explorer::search::Mode;
use crate::explorer::weak::Memory;
use crate::loom_engine::Closure;
use crate::unseen;
use std::panic::resume_unwind;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

/// Steps after which an execution is held to be endless.
pub(crate) const STEPS: usize = 5_000;
/// How often the watch looks, and how many looks without an operation make an endless loop: 3
/// seconds. Looks are counted, not time, so that a suspended process is not accused.
pub(super) const LOOK: Duration = Duration::from_millis(50);
pub(super) const LOOKS: u32 = 60;

/// Explores the closure. `observe` is told of every execution that completes.
pub(crate) fn run(
    model: &Model,
    subject: &Subject,
    closure: Closure,
    observe: impl FnMut(&Shared) + Send + 'static,
) -> Result<Coverage, Box<Failure>> {
    let wanted = model.pinned.clone().map(Ok).or_else(|| Code::wanted(subject)).transpose();
    let code = match wanted {
        Ok(code) => code,
        Err(why) => return Err(Box::new(Failure::without_trace(Kind::Stale(why), 0))),
    };
    watched(model, subject, closure, move |explorer| explorer.explore(code, observe))
}

/// Lets the explorer do its work while the calling thread watches.
pub(crate) fn watched<T: Send + 'static>(
    model: &Model,
    subject: &Subject,
    closure: Closure,
    work: impl FnOnce(Explorer<'_>) -> Result<T, Box<Failure>> + Send + 'static,
) -> Result<T, Box<Failure>> {
    assert!(
        context::current().is_none(),
        "a model cannot be checked inside of another model: check the two one after the other"
    );
    crash::install();
    let _active = crash::Active::new();
    let limits = Limits {
        steps: STEPS,
        surprises: model.surprises(),
        memory: Memory::SequentiallyConsistent,
        recording: model.recording,
        leaks: model.leaks,
        delivers: model.delivers,
    };
    // Leaked, as a lost thread keeps its reference for ever. One for each model that is checked.
    let shared: &'static Shared =
        Box::leak(Box::new(Shared::new(Engine::new(limits, Mode::Bounded(0)))));
    let (sender, receiver) = channel();
    let model = model.clone();
    let explorer = std::thread::Builder::new()
        .name(subject.test.clone())
        .spawn(move || {
            let result = work(Explorer::new(&model, shared, closure));
            // Nobody listens any more if the watch has given up on this thread.
            let _ = sender.send(result);
        })
        .expect("a thread to explore the model");
    match wait(&receiver, shared) {
        Waited::Result(result) => result.map_err(|mut failure| {
            failure.code = Code::of(&failure, subject);
            failure
        }),
        Waited::Lost(fate) => {
            let engine = shared.try_engine();
            let mut failure = Failure::of_fate(fate, engine.as_deref());
            failure.code = Code::of(&failure, subject);
            failure.unseen = unseen::hints(subject, &failure, None);
            // The lost thread may run on, may hold locks that this process needs to go on, and has
            // perhaps begun to end it. Nothing of that would let the other tests end well.
            verdict::print_and_record(subject, &failure);
            crash::end_process()
        }
        Waited::Gone => match explorer.join() {
            Err(bug) => resume_unwind(bug),
            Ok(()) => unreachable!("a thread that returns has sent its result"),
        },
    }
}

enum Waited<T> {
    Result(Result<T, Box<Failure>>),
    /// `None`: no operation for too long.
    Lost(Option<Fate>),
    /// The exploring thread died: a bug in the checker.
    Gone,
}

fn wait<T>(receiver: &Receiver<Result<T, Box<Failure>>>, shared: &Shared) -> Waited<T> {
    let (mut ticks, mut looks) = (0, 0);
    loop {
        match receiver.recv_timeout(LOOK) {
            Ok(result) => return Waited::Result(result),
            Err(RecvTimeoutError::Disconnected) => return Waited::Gone,
            Err(RecvTimeoutError::Timeout) => {}
        }
        if let Some(fate) = shared.fate() {
            return Waited::Lost(Some(fate));
        }
        let now = shared.ticks.load(Relaxed);
        looks = if now == ticks { looks + 1 } else { 0 };
        ticks = now;
        if looks == LOOKS {
            return Waited::Lost(None);
        }
    }
}
