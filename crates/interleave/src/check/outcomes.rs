//! The set of all results that a program can have.

mod observed;

use super::failure::{Failure, Kind};
use super::real::Tally;
use super::trace::Trace;
use super::verdict::Scope;
use super::{Model, Subject, real, verdict, watch};
use crate::explorer::context::Shared;
use crate::explorer::scheduler::Engine;
use crate::record::Effect;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;
use std::panic::Location;
use std::sync::{Arc, Mutex, PoisonError};

/// The set of what a closure returns over all executions, with an execution that shows each. It is
/// exact within the limits that the [crate's documentation](crate#what-is-not) names.
#[derive(Debug)]
pub struct Outcomes<T> {
    found: BTreeMap<T, Witness>,
    scope: Scope,
    /// Within which limits the set is exact.
    limits: String,
    test: Subject,
    /// The runs, if they were on real threads.
    real: Option<Tally>,
}

/// Version of [`Outcomes::to_json`].
const SCHEMA: u32 = 1;

/// Outcomes that a report names.
const LISTED: usize = 5;

/// What showed an outcome.
enum Witness {
    /// The first, and so the simplest, execution with it.
    Execution(Shown),
    /// So many runs on real threads.
    Runs(usize),
}

/// An execution that shows an outcome.
struct Shown {
    trace: Trace,
    preemptions: u32,
    /// Accesses that did what they do in no interleaving. Interleavings are tried first: an outcome
    /// whose witness has any needs one.
    old_values: u32,
}

impl Shown {
    fn of(engine: &Engine) -> Self {
        Shown {
            trace: Trace::of(&engine.run),
            preemptions: engine.search.preemptions,
            old_values: engine.run.stale,
        }
    }
}

impl Witness {
    fn execution(&self) -> Option<&Shown> {
        match self {
            Witness::Execution(shown) => Some(shown),
            Witness::Runs(_) => None,
        }
    }
}

impl Debug for Witness {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Witness::Execution(shown) => write!(f, "{} steps", shown.trace.events.len()),
            Witness::Runs(runs) => write!(f, "{runs} runs"),
        }
    }
}

/// Runs the closure under every interleaving, and collects what it returns. What it returns may own
/// objects of the execution, so leaks are not looked for.
///
/// ```
/// use interleave::{outcomes, sync::{Arc, atomic::{AtomicU32, Ordering::SeqCst}}, thread};
///
/// let finals = outcomes(|| {
///     let n = Arc::new(AtomicU32::new(0));
///     let m = Arc::clone(&n);
///     let other = thread::spawn(move || m.store(1, SeqCst));
///     let seen = n.load(SeqCst);
///     other.join().unwrap();
///     seen
/// });
/// assert_eq!(finals.to_vec(), [0, 1]);
/// ```
///
/// # Panics
/// If an execution fails; see [`model`](super::model).
#[track_caller]
pub fn outcomes<T, F>(closure: F) -> Outcomes<T>
where
    T: Ord + Send + 'static,
    F: Fn() -> T + Send + Sync + 'static,
{
    let subject = Subject::of::<F>(Location::caller());
    if let Some(runs) = real::wanted() {
        return observed::collect(subject, runs, closure);
    }
    let latest = Arc::new(Mutex::new(None));
    let found = Arc::new(Mutex::new(BTreeMap::new()));
    let (write, read) = (Arc::clone(&latest), latest);
    let collected = Arc::clone(&found);
    // An outcome may own what the execution made.
    let model = Model::new().leaks();
    let result = watch::run(
        &model,
        &subject,
        Arc::new(move || {
            let outcome = closure();
            *write.lock().unwrap_or_else(PoisonError::into_inner) = Some(outcome);
        }),
        move |shared: &Shared| {
            if let Some(outcome) = read.lock().unwrap_or_else(PoisonError::into_inner).take() {
                let mut found = collected.lock().unwrap_or_else(PoisonError::into_inner);
                let witness = || Witness::Execution(Shown::of(&shared.engine()));
                found.entry(outcome).or_insert_with(witness);
            }
        },
    );
    match verdict::judge(&Model::new(), &subject, result) {
        Ok(coverage) => {
            let found = std::mem::take(&mut *found.lock().unwrap_or_else(PoisonError::into_inner));
            let limits = verdict::limits(&Model::new(), &coverage);
            let scope = Scope::of(&coverage);
            Outcomes { found, scope, limits, test: subject, real: None }
        }
        Err(failure) => verdict::fail(&subject, &failure),
    }
}

impl<T: Ord + Debug> Outcomes<T> {
    /// The outcomes, smallest first.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.found.keys()
    }

    /// The outcomes, smallest first.
    pub fn to_vec(&self) -> Vec<T>
    where
        T: Clone,
    {
        self.iter().cloned().collect()
    }

    /// Distinct executions that were run.
    pub fn executions(&self) -> usize {
        self.scope.executions
    }

    /// The simplest execution with this outcome, as a table; `None` if the outcome is impossible.
    pub fn witness(&self, outcome: &T) -> Option<String> {
        let trace = &self.found.get(outcome)?.execution()?.trace;
        Some(crate::report::table(trace, crate::report::Width::of_terminal()))
    }

    /// The set and its witnesses as one JSON object on one line, for tools that show them. Fields
    /// are added without changing `schema`. Empty if the runs were on real threads.
    pub fn to_json(&self) -> String {
        let outcomes = self.found.iter().filter_map(|(outcome, witness)| {
            let shown = witness.execution()?;
            let (threads, steps) = crate::report::steps::of(&shown.trace);
            Some(json!({
                "outcome": format!("{outcome:?}"),
                "preemptions": shown.preemptions,
                "old_values": shown.old_values,
                "threads": threads,
                "steps": steps,
            }))
        });
        let outcomes: Vec<_> = outcomes.collect();
        json!({
            "schema": SCHEMA,
            "executions": self.scope.executions,
            "limits": self.limits,
            "outcomes": outcomes,
        })
        .to_string()
    }

    /// Compares a prediction with what is possible.
    ///
    /// # Panics
    /// If the prediction is not the exact set. The report shows what was missed, with an execution
    /// for each, and names what is impossible.
    #[track_caller]
    pub fn assert_predicted(&self, predicted: impl IntoIterator<Item = T>) {
        let predicted: BTreeSet<T> = predicted.into_iter().collect();
        if let Some(tally) = self.real {
            return real::conclude(&self.test, self.predicted(&predicted, tally));
        }
        let missed: Vec<_> = self.found.iter().filter(|(o, _)| !predicted.contains(*o)).collect();
        let impossible: Vec<_> =
            predicted.iter().filter(|outcome| !self.found.contains_key(*outcome)).collect();
        if missed.is_empty() && impossible.is_empty() {
            verdict::pass(&self.test, &self.praise(), &self.scope);
            return;
        }
        let kind = if predicted.is_empty() { Kind::NoPrediction } else { Kind::WrongPrediction };
        let mut failure = Failure::without_trace(kind, self.scope.executions);
        let list = |of: &[&T]| {
            let mut shown: Vec<_> = of.iter().take(LISTED).map(|o| format!("{o:?}")).collect();
            if of.len() > LISTED {
                shown.push(format!("and {} more", of.len() - LISTED));
            }
            shown.join(", ")
        };
        if predicted.is_empty() {
            failure.details.push("the predicted set is empty: write down what you expect".into());
        } else {
            if !impossible.is_empty() {
                let which = list(&impossible);
                failure.details.push(format!("impossible: {which} (in no execution)"));
            }
            // The first with its table, the others by their schedules: all on one screen.
            let missed = || {
                missed
                    .iter()
                    .filter_map(|(outcome, witness)| Some((outcome, &witness.execution()?.trace)))
            };
            for (outcome, trace) in missed().skip(1).take(LISTED) {
                let schedule = schedule(trace);
                failure.details.push(format!("missed: {outcome:?}, by the steps {schedule}"));
            }
            if let Some((outcome, trace)) = missed().next() {
                failure.details.push(format!("missed: {outcome:?}, by this execution:"));
                failure.trace = Some(trace.clone());
            }
        }
        verdict::fail(&self.test, &failure)
    }

    fn praise(&self) -> String {
        let set: Vec<_> = self.iter().map(|outcome| format!("{outcome:?}")).collect();
        format!("predicted exactly: {{{}}} ({})", set.join(", "), self.limits)
    }
}

/// Whose steps follow each other: `T1 ×2, T2, T1`.
fn schedule(trace: &Trace) -> String {
    let mut turns: Vec<(usize, usize)> = Vec::new();
    let steps = trace.events.iter().filter(|event| event.effect != Effect::Exit);
    for thread in steps.map(|event| event.thread) {
        match turns.last_mut() {
            Some((last, times)) if *last == thread => *times += 1,
            _ => turns.push((thread, 1)),
        }
    }
    let name = |(thread, times): &(usize, usize)| match times {
        1 => trace.threads[*thread].name.clone(),
        _ => format!("{} ×{times}", trace.threads[*thread].name),
    };
    turns.iter().map(name).collect::<Vec<_>>().join(", ")
}
