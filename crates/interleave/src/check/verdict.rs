//! From the result of a search to what the reader sees.

use super::explore::Coverage;
use super::failure::{Failure, Kind};
use super::{Model, Subject, record_file, trial};
use crate::crash;
use crate::report::{self, Width};
use crate::unseen::{self, Matter};
use std::panic::resume_unwind;

/// A search without a failure is a pass only if it looked at something.
pub(crate) fn judge(
    model: &Model,
    subject: &Subject,
    result: Result<Coverage, Box<Failure>>,
) -> Result<Coverage, Box<Failure>> {
    let mut coverage = result.map_err(|mut failure| {
        failure.unseen = unseen::hints(subject, &failure, None);
        failure
    })?;
    let idle: Vec<_> =
        coverage.spawned.iter().filter(|(_, reached)| !reached).map(|(at, _)| *at).collect();
    let missing = coverage.witnesses.missing(subject);
    coverage.unseen = unseen::under_test(subject, &coverage.files);
    coverage.unseen.retain(|unseen| unseen.matter() == Matter::Unseen);
    let found_nothing = |kind| {
        let mut failure = Failure::without_trace(kind, coverage.tried);
        failure.unseen = unseen::hints(subject, &failure, Some(&coverage.files));
        Err(Box::new(failure))
    };
    if !idle.is_empty() && !model.idle_threads {
        return found_nothing(Kind::Vacuous(idle));
    }
    if !coverage.unseen.is_empty() && !model.unseen {
        return found_nothing(Kind::Unseen(coverage.unseen.clone()));
    }
    if !missing.is_empty() {
        return found_nothing(Kind::Unreached(missing));
    }
    Ok(coverage)
}

/// Ends a check.
pub(crate) fn conclude(model: &Model, subject: &Subject, result: Result<Coverage, Box<Failure>>) {
    match result {
        Ok(coverage) => pass(subject, &summary(model, &coverage), &Scope::of(&coverage)),
        Err(failure) => fail(subject, &failure),
    }
}

/// What holds, and within which limits.
pub(crate) fn summary(model: &Model, coverage: &Coverage) -> String {
    if let Some((seed, depth)) = model.walk {
        let sampled = sample(coverage, depth);
        let limits = limits(model, coverage);
        return format!("not exhaustive: {sampled}, with seed {seed} ({limits})");
    }
    let bound = match model.preemptions {
        Some(1) => " with at most 1 preemption".to_owned(),
        Some(most) => format!(" with at most {most} preemptions"),
        None => String::new(),
    };
    format!("holds in every interleaving{bound} ({})", limits(model, coverage))
}

/// What random walks come to.
fn sample(coverage: &Coverage, depth: u32) -> String {
    let nothing = "no random execution fails";
    if coverage.seen.yields {
        return format!("{nothing}; threads yield, so nothing can be said of what was missed");
    }
    let (steps, executions) = coverage.walked;
    let each = 1.0 / (coverage.most_threads as f64 * (steps as f64).powi(depth as i32 - 1));
    let all = 1.0 - (1.0 - each).powf(executions as f64);
    // Rounded down, as it is at least this; and it is never certain.
    let percent = (100_000.0 * all).floor().min(99_999.0) / 1_000.0;
    format!(
        "{nothing}; a failure of depth {depth} that depends on the order of the threads alone would have \
         been found with a probability of at least {percent:.3} %"
    )
}

/// What was run, and what was not.
pub(crate) fn limits(model: &Model, coverage: &Coverage) -> String {
    let seen = &coverage.seen;
    let executions = match (coverage.executions, model.preemptions) {
        (1, _) => "1 execution".to_owned(),
        (n, None) if model.walk.is_none() => format!("{n} distinct executions"),
        (n, _) => format!("{n} executions"),
    };
    let stale = if seen.weaker_order { ", stale reads included" } else { "" };
    let mut limits = vec![executions + stale];
    if seen.weaker_order && seen.histories {
        limits.push("histories judged without stale reads".to_owned());
    }
    if seen.wait {
        limits.push(match model.spurious_wakeups {
            0 => "no spurious wake-ups".to_owned(),
            1 => "at most one spurious wake-up each".to_owned(),
            n => format!("at most {n} spurious wake-ups each"),
        });
    }
    if seen.weak_exchange {
        limits.push("at most one spurious compare-exchange failure each".to_owned());
    }
    if seen.held_back {
        let sees = if seen.weaker_order { ", and sees what it has overlooked" } else { "" };
        limits.push(format!("a thread that yields a fourth time lets the others go first{sees}"));
    }
    limits.extend(coverage.loom.clone());
    if !coverage.unseen.is_empty() {
        limits.push(format!("not checked: {}", report::list_unseen(&coverage.unseen)));
    }
    limits.join("; ")
}

/// What was run to know that a subject holds, for its record.
#[derive(Clone, Debug)]
pub(crate) struct Scope {
    /// Distinct ones.
    pub(crate) executions: usize,
    /// Threads of the execution that had most.
    pub(crate) most_threads: usize,
    /// What loom said, or why it was not asked; `None` where it never is.
    pub(crate) second_opinion: Option<String>,
}

impl Scope {
    /// Of what is no model, or a judgement about several.
    pub(crate) const fn beyond(executions: usize) -> Self {
        Scope { executions, most_threads: 0, second_opinion: None }
    }

    pub(crate) fn of(coverage: &Coverage) -> Self {
        Scope {
            executions: coverage.executions,
            most_threads: coverage.most_threads,
            second_opinion: coverage.loom.clone(),
        }
    }
}

/// Says that the subject holds.
pub(crate) fn pass(subject: &Subject, summary: &str, scope: &Scope) {
    if trial::holds(scope.executions) {
        return;
    }
    println!("{}: {summary}", subject.test);
    record_file::append(&record_file::holds(subject, summary, scope));
}

/// Says why it does not, and fails the test.
pub(crate) fn fail(subject: &Subject, failure: &Failure) -> ! {
    if !trial::fails(|| report::headline(failure)) {
        eprintln!("{}", report::text(subject, failure, Width::of_terminal()));
        record_file::append(&record_file::fails(subject, failure));
    }
    // Not a panic of its own: its message and backtrace would only bury the report.
    resume_unwind(Box::new("the model does not hold"))
}

/// For a process that is about to end: past libtest, which would keep the text to itself.
pub(crate) fn print_and_record(subject: &Subject, failure: &Failure) {
    record_file::append(&record_file::fails(subject, failure));
    let text = report::text(subject, failure, Width::of_terminal());
    crash::print_past_locks(&format!("\n{text}\n"));
}
