//! The results that a program has on real threads.

use super::{Outcomes, Witness};
use crate::check::Subject;
use crate::check::real::{self, Tally};
use crate::check::verdict::Scope;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

/// What the closure returns in so many runs on real threads: nobody knows what else it could.
pub(super) fn collect<T, F>(subject: Subject, runs: usize, closure: F) -> Outcomes<T>
where
    T: Ord + Send + 'static,
    F: Fn() -> T + Send + Sync + 'static,
{
    let found = Arc::new(Mutex::new(BTreeMap::new()));
    let write = Arc::clone(&found);
    let run = move || {
        let outcome = closure();
        let mut found = write.lock().unwrap_or_else(PoisonError::into_inner);
        let Witness::Runs(runs) = found.entry(outcome).or_insert(Witness::Runs(0)) else {
            unreachable!("all are runs")
        };
        *runs += 1;
        true
    };
    let tally = real::tally(&subject, runs, &(Arc::new(run) as _));
    let found = std::mem::take(&mut *found.lock().unwrap_or_else(PoisonError::into_inner));
    let limits = format!("{} runs on real threads", tally.runs);
    let scope = Scope::beyond(tally.runs);
    Outcomes { found, scope, limits, test: subject, real: Some(tally) }
}

impl<T: Ord> Outcomes<T> {
    /// A run passes if its outcome was predicted.
    pub(super) fn predicted(&self, predicted: &BTreeSet<T>, tally: Tally) -> Tally {
        let runs = self.found.iter().map(|(outcome, witness)| match witness {
            Witness::Runs(runs) if predicted.contains(outcome) => *runs,
            _ => 0,
        });
        Tally { passed: runs.sum(), ..tally }
    }
}
