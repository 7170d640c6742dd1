//! Linearizability (Herlihy and Wing, TOPLAS 1990): under every interleaving the operations of an
//! object return what they would return one after the other, in some order that puts an operation
//! that returned before another one was called before that one.
//!
//! The threads of a small program do operations on the object. At the end of each execution its
//! *history*, the operations with their results and with who returned before whom was called, is
//! judged against a sequential specification.
//!
//! # Which histories
//!
//! A call can always come later and a return earlier, up to the operation's own first and last
//! step: nobody sees the difference, and more operations are then ordered. So of the histories that
//! one order of the steps can have, the one that counts is where each operation lasts from its
//! first step to its last. Calls and returns are no steps; they cost no executions.
//!
//! But the search runs only one order of steps that commute, and histories differ in each:
//!
//! ```text
//! write(1) stores to `new`, read loads from `old`, so the two commute. After
//! main: new.store(1) · T1: old.load → 0      the read came too late to return 0
//! T1: old.load → 0 · main: new.store(1)      all is well
//! ```
//!
//! To judge the order that was run misses what the other one shows; to count only what dependent
//! steps order misses both. Calls and returns as operations on a hidden object would make the
//! search try every order, and multiply the executions. So [`classes`] looks at each history that
//! the class of an execution has, without running it, and the one at fault is then run to be shown.
//!
//! # Other checkers
//!
//! The search for an order is that of Wing and Gong (JPDC 1993), with what has been tried
//! remembered as by Lowe (2017); [porcupine] (Go) does the same. [Lincheck][jb] (Kotlin) keeps with
//! each call a clock of the other threads' returns, and runs scenarios that it makes up under a
//! bounded number of switches. These judge the histories that were run, and need no more, as they
//! leave none out for steps that commute.
//!
//! No library is used. `LinearizabilityTester` of [stateright] 0.31 would do for one history, but
//! it looks at equal states again, says of a failure only that there is one, and comes with 39
//! packages, among them an HTTP server and a derive macro, which every exercise would compile. The
//! Rust crate [lincheck][rs] 0.2.1 (2023) is bound to loom 0.6 and proptest, and
//! takes its times from an atomic that loom does not see, which reduces as well.
//!
//! [porcupine]: https://github.com/anishathalye/porcupine
//! [jb]: https://github.com/JetBrains/lincheck
//! [stateright]: https://docs.rs/stateright/0.31.0/stateright/semantics/
//! [rs]: https://docs.rs/crate/lincheck/0.2.1/source/src/recorder.rs

mod classes;
mod explain;
mod program;
mod run;
#[cfg(test)]
mod tests;

use super::explore::Coverage;
use super::failure::Failure;
use super::{Checked, Model, Report, Subject, real, verdict, watch};
use program::{Make, Program};
use std::fmt::Debug;
use std::panic::Location;
use std::sync::Arc;

/// Operations that an execution may have in all.
const OPERATIONS: usize = 16;

/// A set of operations, one bit each.
type Mask = u16;

/// Two to four threads, and the operations that each of them does.
#[derive(Clone, Debug)]
#[must_use = "nothing is checked until `check`"]
pub struct Linearizable<O> {
    threads: Vec<Vec<O>>,
    model: Model,
}

/// An object's operations with their specification.
#[must_use = "nothing is checked until `check`"]
pub struct Specified<O, S, R> {
    threads: Vec<Vec<O>>,
    model: Model,
    specification: Specification<O, S, R>,
}

/// Does an operation on a state.
type Apply<S, O, R> = dyn Fn(&mut S, O) -> R + Send + Sync;

/// What the operations of an object do, one after the other.
struct Specification<O, S, R> {
    first: Make<S>,
    apply: Box<Apply<S, O, R>>,
}

/// Checks that an object behaves as if its operations took place one at a time.
///
/// Each list is what one thread does, the first that of the main thread. `like` says what the
/// operations do when nobody disturbs them, with a plain value of std; `check` names the object.
///
/// ```
/// use interleave::{linearizable, sync::Mutex};
/// use std::collections::VecDeque;
///
/// #[derive(Clone, Debug)]
/// enum Op { Push(u32), Pop }
/// use Op::{Pop, Push};
///
/// linearizable([vec![Push(1), Pop], vec![Push(2)]])
///     .like(VecDeque::new, |queue, op| match op {
///         Push(n) => { queue.push_back(n); None }
///         Pop => queue.pop_front(),
///     })
///     .check(|| Mutex::new(VecDeque::new()), |queue, op| match op {
///         Push(n) => { queue.lock().unwrap().push_back(n); None }
///         Pop => queue.lock().unwrap().pop_front(),
///     });
/// ```
///
/// An operation that never returns is a deadlock, and one that panics fails the check.
/// Operations must not start threads.
///
/// # Panics
/// If there are fewer than two threads or more than four, a thread without operations, or more
/// than sixteen operations.
pub fn linearizable<O>(threads: impl IntoIterator<Item: Into<Vec<O>>>) -> Linearizable<O> {
    let threads: Vec<Vec<O>> = threads.into_iter().map(Into::into).collect();
    assert!((2..=4).contains(&threads.len()), "a history needs two to four threads");
    assert!(threads.iter().all(|ops| !ops.is_empty()), "each thread needs an operation");
    let all: usize = threads.iter().map(Vec::len).sum();
    assert!(all <= OPERATIONS, "a history has at most {OPERATIONS} operations");
    Linearizable { threads, model: Model::new() }
}

impl<O: Clone + Debug + Send + Sync + 'static> Linearizable<O> {
    /// Checks with the settings of this model.
    pub fn with(mut self, model: Model) -> Self {
        self.model = model;
        self
    }

    /// Says what the operations do: the first state, and what an operation makes of a state and
    /// returns. It must do the same each time.
    pub fn like<S, R>(
        self,
        first: impl Fn() -> S + Send + Sync + 'static,
        apply: impl Fn(&mut S, O) -> R + Send + Sync + 'static,
    ) -> Specified<O, S, R>
    where
        S: Clone + PartialEq + 'static,
        R: Debug + PartialEq + Send + 'static,
    {
        let specification = Specification { first: Box::new(first), apply: Box::new(apply) };
        Specified { threads: self.threads, model: self.model, specification }
    }
}

impl<O, S, R> Specified<O, S, R>
where
    O: Clone + Debug + Send + Sync + 'static,
    S: Clone + PartialEq + 'static,
    R: Debug + PartialEq + Send + 'static,
{
    /// Makes the object anew in each execution, and lets the threads do their operations on it.
    ///
    /// # Panics
    /// If a history has no explanation: the simplest such execution is printed first. Also if an
    /// execution fails by itself; see [`model`](crate::model).
    #[track_caller]
    pub fn check<T, F>(self, make: impl Fn() -> T + Send + Sync + 'static, operate: F)
    where
        T: Send + Sync + 'static,
        F: Fn(&T, O) -> R + Send + Sync + 'static,
    {
        let subject = Subject::of::<F>(Location::caller());
        if let Some(runs) = real::wanted() {
            let program = Arc::new(self.program(&subject, make, operate));
            let run = Arc::new(move || program.explains_a_run());
            return real::conclude(&subject, real::tally(&subject, runs, &(run as _)));
        }
        let (model, result) = self.judged(&subject, make, operate);
        verdict::conclude(&model, &subject, result);
    }

    /// Checks like [`check`](Specified::check), and returns the verdict instead of acting on it.
    ///
    /// # Errors
    /// The report, if a history has no explanation or an execution fails.
    #[track_caller]
    pub fn try_check<T, F>(
        self,
        make: impl Fn() -> T + Send + Sync + 'static,
        operate: F,
    ) -> Result<Checked, Report>
    where
        T: Send + Sync + 'static,
        F: Fn(&T, O) -> R + Send + Sync + 'static,
    {
        let subject = Subject::of::<F>(Location::caller());
        let (model, result) = self.judged(&subject, make, operate);
        model.returned(subject, result)
    }

    fn judged<T: Send + Sync + 'static>(
        self,
        subject: &Subject,
        make: impl Fn() -> T + Send + Sync + 'static,
        operate: impl Fn(&T, O) -> R + Send + Sync + 'static,
    ) -> (Model, Result<Coverage, Box<Failure>>) {
        let model = self.model.clone();
        let program = self.program(subject, make, operate);
        let result = watch::run(&model, subject, Arc::new(move || program.run()), |_| {});
        let result = verdict::judge(&model, subject, result);
        (model, result)
    }

    fn program<T: Send + Sync + 'static>(
        self,
        subject: &Subject,
        make: impl Fn() -> T + Send + Sync + 'static,
        operate: impl Fn(&T, O) -> R + Send + Sync + 'static,
    ) -> Program<O, S, R, T> {
        Program {
            threads: self.threads.into(),
            specification: self.specification,
            make: Box::new(make),
            operate: Arc::new(operate),
            at: subject.at,
        }
    }
}

impl<O, S, R> std::fmt::Debug for Specified<O, S, R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Specified").field("threads", &self.threads.len()).finish_non_exhaustive()
    }
}
