//! The order of the search: the simplest explanation first.
//!
//! Every execution with no preemption, then with one, then with two (2,000 of each at most), and,
//! where threads yield, those of patient threads; then all, in a reduced search that repeats none.
//! If only that finds a failure, the bounds are used once more to look for a simpler one.
//!
//! A model that holds would be through much sooner without the bounds. But these repeat themselves, and so
//! show what is not seen to be shared, which the reduced search takes for independent.

use super::Model;
use super::failure::{Failure, Kind};
use super::replay::Code;
use crate::explorer::context::Shared;
use crate::explorer::execution::{Execution, Seen};
use crate::explorer::host::{Host, is_short_of_stacks};
use crate::explorer::search::{Mode, Search};
use crate::explorer::weak::Memory;
use crate::record::Loc;
use crate::unseen::{Files, Unseen};
use crate::witness::Witnesses;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// Bounds that are tried before the reduced search.
const FIRST_BOUNDS: u32 = 3;
/// Executions in each of them.
const FIRST_EXECUTIONS: usize = 2_000;
/// Tried as well if threads yield: a loop that gives up after some tries would otherwise never come
/// to that, as the others are let go first.
const PATIENT: u32 = 1;
/// Old values in an execution, in the search for a simpler failure that takes some.
const FIRST_STALE: u32 = 2;
/// Executions for each bound in the search for a simpler failure.
const SIMPLER_EXECUTIONS: usize = 20_000;
/// Work that counts for one execution more: the sum over its steps of the steps before them.
const WORK: u64 = 4_000;
/// Failing executions after which the search for a simpler one stops: each leaves memory behind.
const ABANDONED: usize = 100;

/// What the code under test prints is printed in every execution; behind this line stands what it
/// prints in the one that failed.
pub(crate) const OUTPUT_MARK: &str = "-- interleave: output of the failing execution --";

/// What was covered by a search without a failure.
#[derive(Clone, Default)]
pub(crate) struct Coverage {
    /// Distinct executions of the last, complete search.
    pub(crate) executions: usize,
    /// Executions run in all, with those of the first bounds and those found to be repetitions.
    pub(crate) tried: usize,
    pub(crate) seen: Seen,
    /// Where threads were spawned, and whether one of them reached an operation.
    pub(crate) spawned: Vec<(Loc, bool)>,
    pub(crate) witnesses: Witnesses,
    /// What loom says, if it was to be asked.
    pub(crate) loom: Option<String>,
    /// Where something happened.
    pub(crate) files: Files,
    /// Of an execution.
    pub(crate) most_threads: usize,
    /// Of random walks: steps of the longest, and executions drawn with that known.
    pub(crate) walked: (usize, usize),
    /// The code of an execution was not followed to its end.
    pub(crate) strayed: bool,
    /// What the code under test does past the checker.
    pub(crate) unseen: Vec<Unseen>,
}

/// Runs on the exploring thread.
pub(crate) struct Explorer<'a> {
    pub(super) model: &'a Model,
    pub(super) shared: &'static Shared,
    host: Host,
    /// Is told of every complete execution; runs outside of the model, with the engine free.
    observe: Box<dyn FnMut(&Shared)>,
    coverage: Coverage,
}

/// How a search ended.
pub(super) enum Searched {
    /// Everything within the mode was tried.
    All,
    /// There was more than the limit.
    Cut,
    Failed(Box<Failure>),
}

impl<'a> Explorer<'a> {
    pub(crate) fn new(
        model: &'a Model,
        shared: &'static Shared,
        closure: Arc<dyn Fn() + Send + Sync>,
    ) -> Self {
        let (host, observe) = (Host::new(shared, closure), Box::new(|_: &Shared| {}));
        Explorer { model, shared, host, observe, coverage: Coverage::default() }
    }

    /// The whole search, or the only execution to run.
    pub(crate) fn explore(
        mut self,
        code: Option<Code>,
        observe: impl FnMut(&Shared) + 'static,
    ) -> Result<Coverage, Box<Failure>> {
        self.observe = Box::new(observe);
        if let Some(code) = code {
            return self.follow(&code);
        }
        let found = self.search_all();
        let tried = self.coverage.tried;
        match found {
            Ok(()) => Ok(self.coverage),
            Err(mut failure) => {
                failure.mend = self.mend(&failure);
                if failure.trace.is_some() {
                    self.replay(&failure);
                }
                failure.tried = tried;
                Err(failure)
            }
        }
    }

    /// Runs the execution of a code, and no other.
    fn follow(mut self, code: &Code) -> Result<Coverage, Box<Failure>> {
        let pinned = self.model.pinned.is_some();
        self.remember(code.memory, u32::MAX);
        self.shared.engine().learned.given.clone_from(&code.facts);
        let failed = loop {
            println!("{OUTPUT_MARK}");
            self.shared.engine().search = Search::again(code.choices.clone(), code.mode());
            let failed = self.run_one();
            if !self.starts_over() {
                break failed;
            }
        };
        self.coverage.strayed = self.shared.engine().search.strayed;
        let stale = |why: &str| Box::new(Failure::without_trace(Kind::Stale(why.to_owned()), 1));
        match failed {
            Some(failure) if pinned || failure.is_that_of(code) => {
                Err(Box::new(Failure { failing: 1, tried: 1, replayed: true, ..failure }))
            }
            None if pinned => Ok(self.coverage),
            _ if self.coverage.strayed => {
                Err(stale("it wants a choice that is not there any more"))
            }
            Some(_) => Err(stale("it leads to other steps now")),
            None => Err(stale("the execution to which it leads does not fail")),
        }
    }

    fn search_all(&mut self) -> Result<(), Box<Failure>> {
        let budget = self.budget();
        if let Some((seed, depth)) = self.model.walk {
            return self.walk(Mode::Walk { seed, depth }, budget);
        }
        let declared = self.model.preemptions;
        let bounds = declared.map_or(FIRST_BOUNDS, |bound| bound + 1);
        for bound in 0..bounds {
            let limit = if declared.is_some() { budget } else { FIRST_EXECUTIONS.min(budget) };
            match self.search(Mode::Bounded(bound), limit, true) {
                Searched::Failed(failure) => return Err(failure),
                Searched::Cut if declared.is_some() => return Err(self.not_finished(declared)),
                Searched::Cut | Searched::All => {}
            }
        }
        let (covered, held_back) = (self.coverage.executions, self.coverage.seen.held_back);
        if self.coverage.seen.yields
            && let Searched::Failed(failure) = self.search(self.patient(), FIRST_EXECUTIONS, true)
        {
            return Err(failure);
        }
        self.coverage.executions = covered;
        self.coverage.seen.held_back = held_back;
        if let Some(bound) = declared {
            return self.search_weakly(Mode::Bounded(bound), budget);
        }
        match self.search(Mode::Reduced, budget, false) {
            Searched::All => {}
            Searched::Cut => return Err(self.not_finished(None)),
            Searched::Failed(failure) => {
                let failure = self.as_it_happens(failure);
                return Err(self.simplify(failure));
            }
        }
        self.search_weakly(Mode::Reduced, budget)
    }

    /// Executions that may be run.
    pub(super) fn budget(&self) -> usize {
        let given = std::env::var("INTERLEAVE_BUDGET").ok().and_then(|budget| budget.parse().ok());
        given.unwrap_or(self.model.executions)
    }

    /// Random executions, and again with old values where an access is weaker than `SeqCst`.
    fn walk(&mut self, mode: Mode, budget: usize) -> Result<(), Box<Failure>> {
        for memory in [Memory::SequentiallyConsistent, Memory::Weak] {
            self.remember(memory, u32::MAX);
            if let Searched::Failed(failure) = self.search(mode, budget, false) {
                return Err(failure);
            }
            self.coverage.walked = self.shared.engine().search.walked().unwrap_or_default();
            if !self.coverage.seen.weaker_order {
                break;
            }
        }
        Ok(())
    }

    /// With old values as well, where an access is weaker than `SeqCst`.
    fn search_weakly(&mut self, mode: Mode, budget: usize) -> Result<(), Box<Failure>> {
        if !self.coverage.seen.weaker_order {
            return Ok(());
        }
        self.remember(Memory::Weak, u32::MAX);
        if self.coverage.seen.yields
            && let Searched::Failed(failure) = self.search(self.patient(), FIRST_EXECUTIONS, true)
        {
            return Err(self.simplify_weakly(failure));
        }
        match self.search(mode, budget, false) {
            Searched::All => Ok(()),
            Searched::Cut => Err(self.not_finished(self.model.preemptions)),
            Searched::Failed(failure) => Err(self.simplify_weakly(failure)),
        }
    }

    /// Patient threads, within the bound that the model declares.
    fn patient(&self) -> Mode {
        Mode::Patient(self.model.preemptions.map_or(PATIENT, |bound| bound.min(PATIENT)))
    }

    /// Distinct executions of the last search.
    pub(super) fn executions(&self) -> usize {
        self.coverage.executions
    }

    /// Sets what loads may return, and in how many accesses of an execution this may be what they
    /// return in no interleaving.
    pub(super) fn remember(&mut self, memory: Memory, stale: u32) {
        let limits = &mut self.shared.engine().limits;
        limits.memory = memory;
        limits.surprises.stale = stale;
    }

    /// A history is judged for a whole class of executions at once: runs the one that shows it, if
    /// fairness allows that order. Otherwise the report has the steps of another of its class.
    fn as_it_happens(&mut self, failure: Box<Failure>) -> Box<Failure> {
        let Kind::NotLinearizable(history) = &failure.kind else { return failure };
        self.shared.engine().search = Search::again(history.choices.clone(), failure.mode);
        match self.run_one() {
            Some(shown) if matches!(shown.kind, Kind::NotLinearizable(_)) => {
                Box::new(Failure { failing: failure.failing, ..shown })
            }
            _ => failure,
        }
    }

    fn simplify(&mut self, failure: Box<Failure>) -> Box<Failure> {
        for bound in 0..failure.preemptions {
            if let Searched::Failed(simpler) =
                self.search(Mode::Bounded(bound), SIMPLER_EXECUTIONS, true)
            {
                return simpler;
            }
        }
        failure
    }

    /// The same for a failure that only weak memory shows: the fewest old values first.
    fn simplify_weakly(&mut self, failure: Box<Failure>) -> Box<Failure> {
        let stale = 1..=failure.stale.min(FIRST_STALE);
        let mut simpler =
            stale.flat_map(|stale| (0..FIRST_BOUNDS).map(move |bound| (stale, bound)));
        let found = simpler.find_map(|(stale, bound)| {
            self.remember(Memory::Weak, stale);
            match self.search(Mode::Bounded(bound), SIMPLER_EXECUTIONS, true) {
                Searched::Failed(simpler) => Some(simpler),
                Searched::All | Searched::Cut => None,
            }
        });
        found.unwrap_or(failure)
    }

    /// Runs executions until all are tried, the limit is reached, or one fails. With `simplest` the
    /// search goes on after a failure and returns the simplest one.
    pub(super) fn search(&mut self, mode: Mode, limit: usize, simplest: bool) -> Searched {
        {
            let engine = &mut *self.shared.engine();
            engine.search = Search::new(mode);
            // The verdict speaks of the last search.
            engine.run.seen.held_back = false;
        }
        self.coverage.executions = 0;
        let mut best: Option<Box<Failure>> = None;
        let (mut failing, mut tried) = (0, 0);
        let work_before = self.shared.engine().work;
        loop {
            let failed = self.run_one();
            tried += 1;
            if self.starts_over() {
                (best, failing) = (None, 0);
                continue;
            }
            if let Some(failure) = failed {
                failing += 1;
                if best.as_ref().is_none_or(|best| failure.complexity() < best.complexity()) {
                    best = Some(Box::new(failure));
                }
                if !simplest || failing >= ABANDONED || is_short_of_stacks() {
                    break;
                }
            }
            if !self.shared.engine().search.advance() {
                if best.is_none() {
                    return Searched::All;
                }
                break;
            }
            // Long executions count for several.
            let work = match mode {
                // Steps are not compared with each other.
                Mode::Walk { .. } => 0,
                _ => self.shared.engine().work - work_before,
            };
            if tried + usize::try_from(work / WORK).unwrap_or(usize::MAX) >= limit {
                break;
            }
        }
        match best {
            Some(best) => Searched::Failed(Box::new(Failure { failing, ..*best })),
            None => Searched::Cut,
        }
    }

    /// Runs the execution that the path leads to.
    pub(super) fn run_one(&mut self) -> Option<Failure> {
        // Numbers objects' owners across all models of the process.
        static NUMBER: AtomicU64 = AtomicU64::new(1);
        self.shared.engine().restart(NUMBER.fetch_add(1, Relaxed));
        self.host.run();
        self.coverage.tried += 1;
        let failure = {
            let engine = &mut *self.shared.engine();
            engine.search.close(&mut engine.run);
            self.look_at(&engine.run);
            let failure = Failure::of(engine);
            if failure.is_none() {
                self.coverage.executions += usize::from(!engine.search.pruned);
                self.coverage.witnesses.add(&engine.run.log);
            }
            failure
        };
        if failure.is_none() {
            (self.observe)(self.shared);
        }
        failure
    }

    /// Takes note of what the verdict must speak of.
    fn look_at(&mut self, run: &Execution) {
        self.coverage.seen = run.seen;
        self.coverage.most_threads = self.coverage.most_threads.max(run.threads.len());
        run.log.iter().for_each(|event| self.coverage.files.note(event.at));
        run.infos.iter().for_each(|object| self.coverage.files.note(object.created));
        for thread in &run.threads {
            let Some(at) = thread.spawned_at else { continue };
            let reached = thread.operations > 0;
            match self.coverage.spawned.iter_mut().find(|(known, _)| *known == at) {
                Some((_, before)) => *before |= reached,
                None => self.coverage.spawned.push((at, reached)),
            }
        }
    }

    pub(super) fn not_finished(&self, bound: Option<u32>) -> Box<Failure> {
        Box::new(Failure::without_trace(Kind::NotFinished { bound }, self.coverage.tried))
    }

    /// Starts the search over if the last execution showed steps that it did not know of.
    pub(super) fn starts_over(&mut self) -> bool {
        let engine = &mut *self.shared.engine();
        let sees_more = std::mem::take(&mut engine.learned.more);
        if sees_more {
            engine.search = Search::new(engine.search.mode);
            self.coverage.executions = 0;
            // What only taught something proves nothing.
            self.coverage.tried -= 1;
        }
        sees_more
    }

    /// Runs the failed execution once more, behind a line that tells its output from that of all
    /// others.
    fn replay(&mut self, failure: &Failure) {
        println!("{OUTPUT_MARK}");
        self.remember(failure.memory, u32::MAX);
        self.shared.engine().search = Search::again(failure.choices.clone(), failure.mode);
        self.run_one();
    }
}
