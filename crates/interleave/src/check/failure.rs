//! What can be wrong with a model.

use super::circle;
use super::mend::Mend;
use super::replay::{self, Code};
use super::trace::Trace;
use crate::engine::strangers;
use crate::explorer::clock::Mask;
use crate::explorer::context::Fate;
use crate::explorer::execution::{Ending, Execution, Panic};
use crate::explorer::learned::Fact;
use crate::explorer::objects::Race;
use crate::explorer::op::ObjectId;
use crate::explorer::scheduler::Engine;
use crate::explorer::search::Mode;
use crate::explorer::weak::Memory;
use crate::record::history::History;
use crate::record::{Effect, Loc};
use crate::unseen::Unseen;
use crate::witness::Unreached;

/// The kind of a failure. Its word is the same in reports, in the JSON record and in the book.
#[derive(Clone)]
pub(crate) enum Kind {
    Assertion(Panic),
    Panic(Panic),
    /// A `todo!` was reached.
    Unfinished(Panic),
    PanicInDrop,
    Deadlock,
    /// All threads that can go on only look again and again.
    Livelock,
    /// They do so in turns, and what one does makes the other one try again.
    Circle {
        /// After so many it begins anew.
        steps: usize,
        threads: Mask,
    },
    TooLong,
    DataRace(Race),
    /// Of an `UnsafeCell`: an access while the pointer of another one is in use.
    Overlap(Race),
    Misuse {
        rule: String,
        at: Loc,
    },
    NotDeterministic,
    NotLinearizable(Box<History>),
    /// These objects were not given back.
    Leak(Vec<ObjectId>),
    EndlessLoop,
    StackOverflow,
    /// A pointer that points to nothing.
    BadAccess,
    Abort,
    Exit,
    /// These threads reached no operation in any execution: their spawn sites.
    Vacuous(Vec<Loc>),
    /// The model holds, and the code under test uses these, which the checker does not see.
    Unseen(Vec<Unseen>),
    /// No execution reached these.
    Unreached(Vec<Unreached>),
    /// The code of an execution does not lead there.
    Stale(String),
    /// The budget of executions was used up.
    NotFinished {
        /// The bound that the model declares.
        bound: Option<u32>,
    },
    /// The explorer found nothing, and loom says this.
    Veto(String),
    /// The predicted set is empty.
    NoPrediction,
    /// Some outcomes were missed, others are impossible.
    WrongPrediction,
}

impl Kind {
    pub(crate) fn word(&self) -> &'static str {
        match self {
            Kind::Assertion(_) => "assertion",
            Kind::Panic(_) => "panic",
            Kind::Unfinished(_) => "unfinished",
            Kind::PanicInDrop => "panic in drop",
            Kind::Deadlock => "deadlock",
            Kind::Livelock | Kind::Circle { .. } => "livelock",
            Kind::TooLong => "no end in sight",
            Kind::DataRace(_) => "data race",
            Kind::Overlap(_) | Kind::Misuse { .. } => "misuse",
            Kind::NotDeterministic => "not deterministic",
            Kind::NotLinearizable(_) => "not linearizable",
            Kind::Leak(_) => "leak",
            Kind::EndlessLoop => "endless loop",
            Kind::StackOverflow => "stack overflow",
            Kind::BadAccess => "bad memory access",
            Kind::Abort => "abort",
            Kind::Exit => "exit",
            Kind::Vacuous(_) => "vacuous",
            Kind::Unseen(_) => "unseen",
            Kind::Unreached(_) => "unreached witness",
            Kind::NotFinished { .. } => "not finished",
            Kind::Stale(_) => "stale code",
            Kind::Veto(_) => "veto by loom",
            Kind::NoPrediction => "no prediction",
            Kind::WrongPrediction => "wrong prediction",
        }
    }
}

/// A failed check, with the execution that shows it.
pub(crate) struct Failure {
    pub(crate) kind: Kind,
    /// The thread to which it happened, if it happened to one.
    pub(crate) thread: Option<usize>,
    pub(crate) trace: Option<Trace>,
    /// The choices that lead to it, in a search of this mode.
    pub(crate) choices: Vec<usize>,
    pub(crate) mode: Mode,
    pub(crate) memory: Memory,
    /// What was known of the places that it asked for.
    pub(crate) facts: Vec<(usize, Fact)>,
    /// To run it again.
    pub(crate) code: Option<Code>,
    /// It was run alone.
    pub(crate) replayed: bool,
    pub(crate) preemptions: u32,
    pub(crate) surprises: u32,
    /// Accesses that did what they do in no interleaving.
    pub(crate) stale: u32,
    /// Orderings with which the model holds.
    pub(crate) mend: Option<Mend>,
    /// Executions that failed, of those that were tried.
    pub(crate) failing: usize,
    pub(crate) tried: usize,
    /// What may have caused it, as the checker does not see it.
    pub(crate) unseen: Vec<Unseen>,
    /// Text of the check itself: of the outcomes that were missed, for example.
    pub(crate) details: Vec<String>,
}

impl Failure {
    /// A failure that no single execution shows.
    pub(crate) fn without_trace(kind: Kind, tried: usize) -> Self {
        Failure {
            kind,
            thread: None,
            trace: None,
            choices: Vec::new(),
            mode: Mode::Reduced,
            memory: Memory::SequentiallyConsistent,
            facts: Vec::new(),
            code: None,
            replayed: false,
            preemptions: 0,
            surprises: 0,
            stale: 0,
            mend: None,
            failing: 0,
            tried,
            unseen: Vec::new(),
            details: Vec::new(),
        }
    }

    /// The failure of the execution that has just ended; `None` if it did not fail.
    pub(crate) fn of(engine: &Engine) -> Option<Self> {
        let run = &engine.run;
        let (kind, thread) = match run.ending.clone()? {
            Ending::Complete => return None,
            Ending::Deadlock => (Kind::Deadlock, None),
            Ending::Livelock => (Kind::Livelock, None),
            Ending::TooLong => (circle::find(run).unwrap_or(Kind::TooLong), None),
            Ending::NotDeterministic => (Kind::NotDeterministic, None),
            Ending::NotLinearizable(history) => (Kind::NotLinearizable(history), None),
            Ending::Leaked(objects) => (Kind::Leak(objects), None),
            Ending::Misuse { rule, at } => (Kind::Misuse { rule, at }, Some(run.current)),
            Ending::Race(race) => (Kind::DataRace(race), Some(race.thread)),
            Ending::Overlap(overlap) => (Kind::Overlap(overlap), Some(overlap.thread)),
            Ending::Panicked { thread } => match strangers::of(run.number) {
                Some((rule, at)) => (Kind::Misuse { rule, at }, None),
                None => {
                    let thread = first_to_panic(run, thread);
                    (kind_of_panic(run, thread), Some(thread))
                }
            },
        };
        Some(Failure { thread, ..Failure::here(kind, engine) })
    }

    /// Where the running execution stands.
    fn here(kind: Kind, engine: &Engine) -> Self {
        Failure {
            trace: Some(Trace::of(&engine.run)),
            choices: engine.search.choices(),
            mode: engine.search.mode,
            memory: engine.run.memory,
            facts: engine.learned.of_this_execution(),
            preemptions: engine.search.preemptions,
            surprises: engine.run.surprises,
            stale: engine.run.stale,
            ..Failure::without_trace(kind, 0)
        }
    }

    /// The failure of an exploring thread that was lost.
    pub(crate) fn of_fate(fate: Option<Fate>, engine: Option<&Engine>) -> Self {
        let run = engine.map(|engine| &engine.run);
        // What aborts a process is often a panic that must not unwind: then that is what to show.
        let last_panic = || {
            let run = run?;
            let thread = &run.threads[run.current];
            thread.panics.last().filter(|_| thread.panicking).cloned()
        };
        let kind = match fate {
            None => Kind::EndlessLoop,
            Some(Fate::StackOverflow) => Kind::StackOverflow,
            Some(Fate::BadAccess) => Kind::BadAccess,
            Some(Fate::Abort) => last_panic().map_or(Kind::Abort, Kind::Panic),
            Some(Fate::Exit) => Kind::Exit,
            Some(Fate::PanicInDrop) => Kind::PanicInDrop,
        };
        let thread = run.map(|run| run.current);
        match engine {
            Some(engine) => Failure { thread, ..Failure::here(kind, engine) },
            None => Failure::without_trace(kind, 0),
        }
    }

    /// It is the execution to which the code once led.
    pub(crate) fn is_that_of(&self, code: &Code) -> bool {
        self.trace.as_ref().is_some_and(|trace| replay::steps(trace) == code.steps)
    }

    /// Smaller is simpler.
    pub(crate) fn complexity(&self) -> (u32, u32, u32, usize) {
        let steps = self.trace.as_ref().map_or(0, |trace| trace.events.len());
        (self.stale, self.preemptions, self.surprises, steps)
    }
}

/// `join().unwrap()`, `lock().unwrap()` and `resume_unwind` pass on what another thread died of: then
/// that is what to show.
fn first_to_panic(run: &Execution, thread: usize) -> usize {
    let passed_on = run.threads[thread].panics.last().is_none_or(|panic| {
        // `unwrap` and `expect` say it last; an assertion may show a payload, too.
        panic.message.ends_with(": Any { .. }") || panic.message.contains("PoisonError")
    });
    let deaths = run.log.iter().filter(|event| event.effect == Effect::Died);
    let first = || deaths.map(|event| event.thread).find(|died| *died != thread);
    if passed_on { first().unwrap_or(thread) } else { thread }
}

fn kind_of_panic(run: &Execution, thread: usize) -> Kind {
    // Those before it were caught.
    let Some(panic) = run.threads[thread].panics.last().cloned() else {
        let message = "resumed a panic that began elsewhere".to_owned();
        return Kind::Panic(Panic { message, at: None });
    };
    if ["not yet implemented", "not implemented"].iter().any(|todo| panic.message.starts_with(todo))
    {
        Kind::Unfinished(panic)
    } else if panic.message.starts_with("assertion") {
        Kind::Assertion(panic)
    } else {
        Kind::Panic(panic)
    }
}
