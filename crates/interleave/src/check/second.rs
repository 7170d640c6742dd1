//! The second opinion: when loom is asked, and what becomes of what it says.

use super::explore::Coverage;
use super::failure::{Failure, Kind};
use super::{Model, Subject, verdict};
use crate::crash;
use crate::loom_engine::{self, Closure, Opinion};

/// Whether loom is asked for a second opinion, once the explorer has passed a model.
///
/// It is part of the checker with the feature `loom`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Loom {
    /// It is asked, and can veto.
    Ask,
    /// It is not, as it would be wrong or of no use: a known limit.
    Skip(Limit),
}

/// A known limit of loom 0.7.2. Each has its smallest program among the tests of this crate.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Limit {
    /// It has no more than five threads, the main thread included.
    FiveThreads,
    /// It has no clock that moves.
    Clock,
    /// An execution with very many branches is too long for it.
    Branches,
}

impl Limit {
    fn why(self) -> &'static str {
        match self {
            Limit::FiveThreads => "it has at most five threads",
            Limit::Clock => "it has no clock",
            Limit::Branches => "the executions are too long for it",
        }
    }
}

/// The verdict of both: what the explorer covered with what loom says of it, or the veto.
pub(crate) fn asked(
    model: &Model,
    subject: &Subject,
    closure: &Closure,
    first: Result<Coverage, Box<Failure>>,
) -> Result<Coverage, Box<Failure>> {
    let mut coverage = first?;
    let opinion = match model.loom {
        Loom::Skip(limit) => Opinion::NotAsked(limit.why()),
        Loom::Ask if std::env::var("INTERLEAVE_ENGINE").is_ok_and(|only| only == "explorer") => {
            Opinion::NotAsked("INTERLEAVE_ENGINE=explorer")
        }
        Loom::Ask if model.walk.is_some() => Opinion::NotAsked("random walks"),
        Loom::Ask => loom_engine::judge(&subject.test, closure, model.preemptions),
    };
    let veto =
        |message: String| Box::new(Failure::without_trace(Kind::Veto(message), coverage.tried));
    coverage.loom = match opinion {
        Opinion::Vetoes { message, .. } => return Err(veto(message)),
        Opinion::Lost { message } => {
            // Its thread may hold locks that this process needs to go on.
            verdict::print_and_record(subject, &veto(message));
            crash::end_process()
        }
        opinion => Some(summary(&opinion, coverage.seen.choices)),
    };
    Ok(coverage)
}

fn summary(opinion: &Opinion, chose: bool) -> String {
    let count =
        |n: usize| if n == 1 { "1 execution".to_owned() } else { format!("{n} executions") };
    let choices = if chose { ", of each choice the first" } else { "" };
    match opinion {
        Opinion::Agrees { executions, complete: true, preemption_bound: None } => {
            format!("loom agrees, {}{choices}", count(*executions))
        }
        Opinion::Agrees { executions, complete: true, preemption_bound: Some(bound) } => {
            let bound =
                if *bound == 1 { "1 preemption".into() } else { format!("{bound} preemptions") };
            format!("loom agrees within {bound}, {}{choices}", count(*executions))
        }
        Opinion::Agrees { executions, complete: false, .. } => {
            format!("loom agrees as far as it came, {}{choices}", count(*executions))
        }
        Opinion::NotAsked("") => "loom not asked".to_owned(),
        Opinion::NotAsked(why) => format!("loom not asked: {why}"),
        Opinion::GaveUp { why, executions } => {
            let why = why.lines().next().unwrap_or_default();
            format!("loom gave up after {}: {why}", count(*executions))
        }
        Opinion::Vetoes { .. } | Opinion::Lost { .. } => unreachable!("a veto is no agreement"),
    }
}
