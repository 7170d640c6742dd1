//! Checking a model: from a closure to a verdict.

mod circle;
pub(crate) mod edges;
mod every_result;
mod explore;
pub(crate) mod failure;
mod linearizable;
pub(crate) mod mend;
mod outcomes;
mod pinned;
mod processes;
pub(crate) mod real;
mod record_file;
pub(crate) mod replay;
mod second;
pub(crate) mod trace;
mod tree;
mod trial;
mod verdict;
pub(crate) mod watch;

pub use crate::explorer::weak::Memory;
pub use crate::loom_engine::Opinion as SecondOpinion;
pub use every_result::{EveryResult, every_result};
pub use linearizable::{Linearizable, Specified, linearizable};
pub use outcomes::{Outcomes, outcomes};
pub use pinned::replay;
pub use processes::{Child, Processes, pause, processes};
pub use second::{Limit, Loom};
pub use tree::Tree;
pub use trial::{assert_form, assert_keeps, assert_refuses, refuses};

use crate::explorer::execution::Surprises;
use crate::loom_engine::Closure;
use crate::report::{self, Width};
use explore::Coverage;
use failure::Failure;
pub(crate) use record_file::place as record_place;
use replay::Code;
use std::any::type_name;
use std::fmt;
use std::panic::Location;
use std::sync::Arc;

/// Runs the closure under every interleaving of its threads.
///
/// The closure makes the objects under test, spawns threads with
/// [`thread::spawn`](crate::thread::spawn), joins them and asserts. It runs once for each
/// execution, so it must do the same each time: no clocks, no random numbers, no objects from
/// outside.
///
/// What counts as every interleaving, and what does not, stands in the [crate's
/// documentation](crate#what-is-tried).
///
/// # Panics
/// If an execution fails: by a panic that nobody caught, a deadlock, a data race … The simplest
/// such execution is printed first. Also if a spawned thread reaches no operation, if a
/// [`reach!`](crate::reach) is never reached, and if there are more executions than the model may
/// have.
#[track_caller]
pub fn model<F: Fn() + Send + Sync + 'static>(closure: F) {
    Model::new().check(closure);
}

/// A model with settings of its own. [`model`] is `Model::new().check(…)`.
#[derive(Clone, Debug)]
#[must_use = "a model does nothing until it is checked"]
pub struct Model {
    pub(crate) spurious_wakeups: u32,
    pub(crate) preemptions: Option<u32>,
    pub(crate) executions: usize,
    pub(crate) idle_threads: bool,
    pub(crate) leaks: bool,
    pub(crate) loom: Loom,
    pub(crate) delivers: bool,
    pub(crate) unseen: bool,
    pub(crate) recording: bool,
    /// The only execution to run.
    pub(crate) pinned: Option<Code>,
    /// Random walks, with this seed, for failures of this depth.
    pub(crate) walk: Option<(u64, u32)>,
}

impl Default for Model {
    fn default() -> Self {
        Model::new()
    }
}

impl Model {
    /// Every interleaving, at most one spurious wake-up in each, at most 500,000 executions.
    pub const fn new() -> Self {
        Model {
            spurious_wakeups: 1,
            preemptions: None,
            executions: 500_000,
            idle_threads: false,
            leaks: false,
            loom: Loom::Ask,
            delivers: false,
            unseen: false,
            recording: true,
            pinned: None,
            walk: None,
        }
    }

    /// Lets up to `most` waits in an execution end without a notification. The default is one.
    pub const fn spurious_wakeups(mut self, most: u32) -> Self {
        self.spurious_wakeups = most;
        self
    }

    /// Tries only executions with at most `most` preemptions: switches away from a thread that
    /// could have gone on. The verdict says so, and loom keeps to the bound as well.
    pub const fn preemptions(mut self, most: u32) -> Self {
        self.preemptions = Some(most);
        self
    }

    /// Tries random executions only, as many as [`executions`](Model::executions) says: for a program that is
    /// too large to try all. It never holds in every interleaving then, and the verdict says how
    /// likely a failure would have been found.
    ///
    /// These are random walks after PCT. `depth` is the least number of steps whose order must be right for the
    /// failure to show: 1 for what some order of the threads shows, 2 for most races and deadlocks
    /// of two locks. The same seed tries the same executions. Where an access is weaker than `SeqCst`, as many
    /// follow with old values.
    ///
    /// The probability in the verdict is that of a failure that depends on the order of the threads alone.
    /// Choices of steps (`choose`, which waiter is woken, old values) are drawn as well, but not counted in, and
    /// where threads yield there is no bound to state.
    ///
    /// # Panics
    /// If `depth` is 0.
    pub const fn random_walks(mut self, seed: u64, depth: u32) -> Self {
        assert!(depth > 0, "a failure has a depth of one or more");
        self.walk = Some((seed, depth));
        self
    }

    /// Gives up after `most` executions; long ones count for several. The verdict is then "not
    /// finished", which is no pass.
    /// The environment variable `INTERLEAVE_BUDGET` wins over it.
    pub const fn executions(mut self, most: usize) -> Self {
        self.executions = most;
        self
    }

    /// Allows spawned threads that reach no operation. Otherwise such a model is red: it tries one
    /// interleaving, and says nothing about any other.
    pub const fn idle_threads(mut self) -> Self {
        self.idle_threads = true;
        self
    }

    /// Allows executions that end with an [`Arc`](crate::sync::Arc) or a tracked
    /// [allocation](crate::alloc::Track) that was not dropped. Otherwise such a model is red.
    pub const fn leaks(mut self) -> Self {
        self.leaks = true;
        self
    }

    /// Allows code under test that uses what the checker cannot see: locks, atomics, threads and
    /// clocks of std, other crates' primitives, random numbers. Otherwise such a model is red, as
    /// what these do is tried in one order only; with this the verdict names them.
    ///
    /// They are looked for in the source files in which something of the model happened, and in the
    /// library whose name an integration test uses: not in the file that checks the model, and not
    /// in what lies beside an integration test.
    pub const fn unseen(mut self) -> Self {
        self.unseen = true;
        self
    }

    /// Requires that every message that is sent through a [channel](crate::sync::mpsc) is received.
    /// One that lies in a channel when its receiver goes is then a leak. Otherwise it is dropped, as
    /// std does: a send that returns `Ok` promises nothing about its message.
    pub const fn every_message_received(mut self) -> Self {
        self.delivers = true;
        self
    }

    /// Switches the record off, to measure what it costs. Reports have no steps then.
    #[doc(hidden)]
    pub const fn without_record(mut self) -> Self {
        self.recording = false;
        self
    }

    /// Runs the closure under every interleaving; see [`model`].
    ///
    /// # Panics
    /// If the model does not hold.
    #[track_caller]
    pub fn check<F: Fn() + Send + Sync + 'static>(self, closure: F) {
        let subject = Subject::of::<F>(Location::caller());
        if let Some(runs) = real::wanted() {
            let run = move || {
                closure();
                true
            };
            return real::conclude(&subject, real::tally(&subject, runs, &(Arc::new(run) as _)));
        }
        let result = self.judge(&subject, Arc::new(closure));
        verdict::conclude(&self, &subject, result);
    }

    /// Runs the closure like [`check`](Model::check), and returns the verdict instead of acting on
    /// it.
    ///
    /// # Errors
    /// The report, if the model does not hold.
    #[track_caller]
    pub fn try_check<F: Fn() + Send + Sync + 'static>(self, closure: F) -> Result<Checked, Report> {
        let subject = Subject::of::<F>(Location::caller());
        let result = self.judge(&subject, Arc::new(closure));
        self.returned(subject, result)
    }

    /// The verdict, for whoever does not act on it.
    fn returned(
        &self,
        subject: Subject,
        result: Result<Coverage, Box<Failure>>,
    ) -> Result<Checked, Report> {
        match result {
            Ok(coverage) => Ok(Checked {
                executions: coverage.executions,
                tried: coverage.tried,
                summary: verdict::summary(self, &coverage),
            }),
            Err(failure) => Err(Report { subject, failure }),
        }
    }

    /// What loom alone says of the closure.
    #[doc(hidden)]
    #[track_caller]
    pub fn second_opinion<F: Fn() + Send + Sync + 'static>(closure: F) -> SecondOpinion {
        let subject = Subject::of::<F>(Location::caller());
        crate::crash::install();
        let _active = crate::crash::Active::new();
        let closure: Closure = Arc::new(closure);
        crate::loom_engine::judge(&subject.test, &closure, None)
    }

    /// Says whether loom is asked once the explorer has passed. It is, if nothing is said; with
    /// [`Loom::Skip`] the verdict names the reason.
    pub const fn loom(mut self, role: Loom) -> Self {
        self.loom = role;
        self
    }

    /// Both engines' verdict.
    fn judge(&self, subject: &Subject, closure: Closure) -> Result<Coverage, Box<Failure>> {
        let result = watch::run(self, subject, Arc::clone(&closure), |_| {});
        second::asked(self, subject, &closure, verdict::judge(self, subject, result))
    }

    fn surprises(&self) -> Surprises {
        Surprises { wakeups: self.spurious_wakeups, exchanges: 1, jumps: 1, stale: u32::MAX }
    }
}

/// A model that holds, and what was run to know it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Checked {
    /// Distinct executions.
    pub executions: usize,
    /// All executions that were run: also those within the first bounds, and repetitions.
    pub tried: usize,
    /// What holds, and within which limits.
    pub summary: String,
}

/// Why a model does not hold.
pub struct Report {
    subject: Subject,
    failure: Box<Failure>,
}

impl Report {
    /// The kind of failure: "deadlock", "data race", …
    pub fn kind(&self) -> &'static str {
        self.failure.kind.word()
    }

    /// Executions that were run before the one in the report was known to be the simplest.
    pub fn tried(&self) -> usize {
        self.failure.tried
    }

    /// The report for a terminal with so many columns.
    pub fn at_width(&self, columns: usize) -> String {
        report::text(&self.subject, &self.failure, Width(columns))
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&report::text(&self.subject, &self.failure, Width::of_terminal()))
    }
}

impl fmt::Debug for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\n{self}")
    }
}

/// What is checked, and where it stands.
#[derive(Debug)]
pub(crate) struct Subject {
    /// The closure's path: `model::increments_are_not_lost::{{closure}}`.
    pub(crate) path: &'static str,
    pub(crate) at: &'static Location<'static>,
    /// The test, as libtest names it.
    pub(crate) test: String,
}

impl Subject {
    fn of<F>(at: &'static Location<'static>) -> Self {
        let path = type_name::<F>();
        let current = std::thread::current();
        // libtest names its threads after the tests, unless it runs them on the main thread.
        let test = match current.name() {
            Some(name) if name != "main" => name.to_owned(),
            _ => {
                let inside = path.split_once("::").map_or(path, |(_, inside)| inside);
                inside.trim_end_matches("::{{closure}}").to_owned()
            }
        };
        Subject { path, at, test }
    }
}
