//! The search: which choices have been tried, and which are left.
//!
//! An execution is a path of choices: whose step is next, and what a step that has a choice (which
//! waiter is woken) does. After an execution the deepest choice with something left is changed,
//! and the beginning up to it is run again.
//!
//! *Bounded* search tries every choice with at most n preemptions (Musuvathi and Qadeer, "Iterative
//! context bounding", PLDI 2007). It repeats itself, but finds the simplest failure first.
//!
//! *Reduced* search tries one execution of each class that differ only in the order of steps that
//! commute: source-DPOR with sleep sets (Abdulla, Aronis, Jonsson, Sagonas, "Optimal dynamic
//! partial order reduction", POPL 2014). Where two steps race (they depend on each other and
//! nothing between them orders them), the other order is scheduled to be tried at the state before
//! the first.

use super::clock::{MAX_THREADS, Mask, threads_of};
use super::execution::{Ending, Execution};
use super::op::{Op, Signature};
use super::races::{Placed, Step, Steps};
use super::weak::Memory;
use super::weak::modification::StoreId;
use crate::seeded::{Bug, seeded};
use std::collections::VecDeque;

pub(crate) mod order;
mod walk;

use walk::Walk;

/// Which executions are left out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Mode {
    /// Those with more preemptions.
    Bounded(u32),
    /// Those with more preemptions, where a switch at a yield is one, too: a thread that waits by
    /// yielding goes on as long as it may. Shows what loops that give up do.
    Patient(u32),
    /// Those that repeat another one.
    Reduced,
    /// All but a sample: random walks with this seed, for failures of this depth.
    Walk { seed: u64, depth: u32 },
}

/// A choice on the path.
enum Node {
    Schedule {
        enabled: Mask,
        /// Threads whose step here would repeat an execution.
        asleep: Mask,
        /// Threads tried here.
        tried: Mask,
        /// Threads to be tried here.
        wanted: Mask,
        chosen: usize,
        /// What the chosen thread did here, to notice a model that does something else next time.
        taken: Option<Signature>,
    },
    /// Among ways that have names.
    Choice { left: VecDeque<usize>, chosen: usize },
}

/// What the scheduler is told.
pub(crate) enum Next {
    Run(usize),
    /// The path says something that is not possible here.
    OffThePath,
}

/// The path of choices, and the state of the search along it.
pub(crate) struct Search {
    pub(crate) mode: Mode,
    path: Vec<Node>,
    /// How much of the path this execution has gone.
    position: usize,
    /// How much of it repeats an earlier execution.
    repeated: usize,
    steps: Steps,
    asleep: Mask,
    last: usize,
    pub(crate) preemptions: u32,
    /// The execution repeats an earlier one from here on, and only runs to its end.
    pub(crate) pruned: bool,
    off_the_path: bool,
    /// Choices to be made where the path does not say: those of an execution that is run again.
    script: Vec<usize>,
    /// Choices that the script wants and that are not there.
    pub(crate) strayed: bool,
    /// How choices are drawn, where they are.
    walk: Option<Walk>,
    /// Under weak memory: loads that the threads are about to do were tried, as far as they read
    /// from the first so many stores.
    covered: [StoreId; MAX_THREADS],
}

impl Search {
    pub(crate) fn new(mode: Mode) -> Self {
        Search {
            mode,
            path: Vec::new(),
            position: 0,
            repeated: 0,
            steps: Steps::default(),
            asleep: 0,
            last: 0,
            preemptions: 0,
            pruned: false,
            off_the_path: false,
            script: Vec::new(),
            strayed: false,
            walk: match mode {
                Mode::Walk { seed, depth } => Some(Walk::new(seed, depth)),
                _ => None,
            },
            covered: [0; MAX_THREADS],
        }
    }

    /// Goes the way of an earlier execution, which was found in this mode.
    pub(crate) fn again(choices: Vec<usize>, mode: Mode) -> Self {
        let unbounded = match mode {
            Mode::Patient(_) => Mode::Patient(u32::MAX),
            _ => Mode::Bounded(u32::MAX),
        };
        Search { script: choices, ..Search::new(unbounded) }
    }

    /// Starts the next execution along the path.
    pub(crate) fn restart(&mut self) {
        self.position = 0;
        self.repeated = self.path.len();
        self.steps.clear();
        self.asleep = 0;
        self.last = 0;
        self.preemptions = 0;
        self.pruned = false;
        self.off_the_path = false;
        self.covered = [0; MAX_THREADS];
    }

    /// Of random walks: steps of the longest execution, and executions drawn with that known.
    pub(crate) fn walked(&self) -> Option<(usize, usize)> {
        self.walk.as_ref().map(Walk::covered)
    }

    pub(crate) fn steps(&self) -> usize {
        self.steps.len()
    }

    /// Choices of this execution so far.
    pub(super) fn position(&self) -> usize {
        self.position
    }

    /// Chooses whose step is next.
    ///
    /// `allowed` are the threads that may be chosen, never none. `runs_on` is the running thread
    /// if switching away from it would be a preemption.
    pub(crate) fn next(
        &mut self,
        run: &mut Execution,
        allowed: Mask,
        runs_on: Option<usize>,
    ) -> Next {
        // The step that was taken last is done.
        self.covered[self.last] = 0;
        let chosen = if self.pruned {
            self.prefer(allowed, runs_on)
        } else if self.position < self.path.len() {
            match self.path[self.position] {
                Node::Schedule { chosen, enabled, .. } if enabled == allowed => chosen,
                _ => return Next::OffThePath,
            }
        } else {
            self.asleep |= self.without_news(run);
            match self.branch(run, allowed, runs_on) {
                Some(chosen) => chosen,
                None => {
                    self.prune(run);
                    self.prefer(allowed, runs_on)
                }
            }
        };
        if runs_on.is_some_and(|thread| thread != chosen) {
            self.preemptions += 1;
        }
        self.take(run, chosen);
        if self.off_the_path { Next::OffThePath } else { Next::Run(chosen) }
    }

    /// The rest of the execution is a repetition.
    pub(super) fn prune(&mut self, run: &Execution) {
        // What blocked threads have announced may race here and nowhere else.
        self.find_races_of_all(run);
        self.pruned = true;
    }

    /// Threads that are about to read, and can read nothing that has not been tried.
    fn without_news(&self, run: &mut Execution) -> Mask {
        if run.memory == Memory::SequentiallyConsistent {
            return 0;
        }
        let covered = self.covered.iter().enumerate().filter(|(_, covered)| **covered > 0);
        covered.fold(0, |mask, (thread, covered)| {
            let sleeps =
                !run.may_read_since(thread, *covered) || seeded(Bug::LoadsAreNotWokenByStores);
            mask | Mask::from(sleeps) << thread
        })
    }

    /// A thread that waits by yielding goes on as long as it may.
    pub(super) fn is_patient(&self) -> bool {
        matches!(self.mode, Mode::Patient(_))
    }

    /// The first so many stores need not be read from by what the thread is about to do.
    pub(super) fn covered(&self, thread: usize) -> StoreId {
        if self.pruned { 0 } else { self.covered[thread] }
    }

    /// The newest step reads what the step `from` has stored, if a step did.
    pub(super) fn read_from(&mut self, run: &mut Execution, from: Option<usize>) {
        if self.mode == Mode::Reduced
            && let Some(order) = from.and_then(|from| self.steps.read_from(from))
        {
            run.threads[run.current].order = order;
        }
    }

    /// Opens a new choice; `None` if everything that is possible here repeats an execution.
    fn branch(&mut self, run: &Execution, allowed: Mask, runs_on: Option<usize>) -> Option<usize> {
        let mut candidates = allowed & !self.asleep;
        if let (Mode::Bounded(bound) | Mode::Patient(bound), Some(thread)) = (self.mode, runs_on)
            && self.preemptions >= bound
        {
            candidates &= 1 << thread;
        }
        if candidates == 0 {
            return None;
        }
        let scripted = self.script.get(self.path.len());
        let chosen = match scripted {
            Some(&thread)
                if allowed.checked_shr(thread as u32).is_some_and(|mask| mask & 1 == 1) =>
            {
                thread
            }
            wanted => {
                self.strayed |= wanted.is_some();
                let (step, last) = (self.steps.len(), self.last);
                match &mut self.walk {
                    Some(walk) => {
                        let waits = candidates >> last & 1 == 1 && runs_on.is_none();
                        walk.next_thread(candidates, step, last, waits)
                    }
                    None => self.prefer(candidates, runs_on),
                }
            }
        };
        // Where a load reads from the newest store, whatever another thread can do can still be done,
        // and shows what else is to be tried. That is not so where the load was tried before.
        let leads = self.covered[chosen] == 0
            || run.newest_for(chosen) >= self.covered[chosen]
            || seeded(Bug::TriedLoadsLead);
        let reduced = self.mode == Mode::Reduced && leads;
        let wanted = if reduced { 1 << chosen } else { candidates };
        let asleep = self.asleep;
        self.path.push(Node::Schedule {
            enabled: allowed,
            asleep,
            tried: 0,
            wanted,
            chosen,
            taken: None,
        });
        Some(chosen)
    }

    /// The thread that makes the simplest execution: the running one, unless it yields.
    fn prefer(&self, candidates: Mask, runs_on: Option<usize>) -> usize {
        let others = candidates & !(1 << self.last);
        match runs_on {
            Some(thread) if candidates >> thread & 1 == 1 => thread,
            _ if others != 0 => others.trailing_zeros() as usize,
            _ => self.last,
        }
    }

    /// Makes the chosen thread's step the next of the trace.
    fn take(&mut self, run: &mut Execution, chosen: usize) {
        let (op, _) = run.threads[chosen].pending.expect("a chosen thread has announced a step");
        if !self.pruned
            && let Node::Schedule { taken, .. } = &mut self.path[self.position]
        {
            let now = op.signature();
            self.off_the_path |= *taken.get_or_insert(now) != now;
        }
        let placed = Placed::now(op, run);
        // A step is new if it is the changed choice or lies behind it.
        let changed = usize::from(!seeded(Bug::ChangedStepHasNoRaces));
        let is_new = self.position + changed >= self.repeated;
        if self.mode == Mode::Reduced && !self.pruned {
            if is_new {
                self.find_races(run, chosen, placed);
            }
            self.send_to_sleep(run, chosen, &placed);
        }
        let mut order = run.threads[chosen].order;
        if self.mode == Mode::Reduced {
            order.tick(chosen);
            order = self.steps.before(&placed, order);
            run.threads[chosen].order = order;
        }
        let node = (!self.pruned).then_some(self.position);
        let busy = matches!(op, Op::TryLock { mutex } if run.mutex(mutex).holder.is_some());
        self.steps.push(Step { thread: chosen, placed, busy, order, node });
        self.position += usize::from(!self.pruned);
        self.last = chosen;
    }

    /// Threads already tried here need not be tried again until something happens that their step
    /// depends on.
    fn send_to_sleep(&mut self, run: &Execution, chosen: usize, step: &Placed) {
        let Node::Schedule { asleep, tried, .. } = self.path[self.position] else { return };
        self.asleep = 0;
        for thread in threads_of((asleep | tried) & !(1 << chosen)) {
            let Some((theirs, _)) = run.threads[thread].pending else { continue };
            let stores = run.stores_for(thread);
            if stores > 0 {
                // Asleep for what it can read here, and not for what may come.
                if tried >> thread & 1 == 1 {
                    self.covered[thread] = stores;
                }
            } else if seeded(Bug::SleepersAreNotWoken) || Placed::now(theirs, run).sleeps_on(step) {
                self.asleep |= 1 << thread;
            }
        }
    }

    /// Analyses the steps that threads have announced and will not take: at a deadlock, or when the
    /// execution ends early. A step that was never taken races too (found by Flanagan and Godefroid's
    /// algorithm only if the analysis is made for disabled threads as well).
    pub(crate) fn find_races_of_all(&mut self, run: &Execution) {
        if self.mode != Mode::Reduced || seeded(Bug::AnnouncedStepsHaveNoRaces) {
            return;
        }
        for (thread, state) in run.threads.iter().enumerate() {
            if let (false, Some((op, _))) = (state.finished, state.pending) {
                self.find_races(run, thread, Placed::now(op, run));
            }
        }
    }

    /// For each step that races with the next one of `thread`, wants the other order to be tried.
    fn find_races(&mut self, run: &Execution, thread: usize, next: Placed) {
        let most = if seeded(Bug::OnlyTheLastRace) { 1 } else { usize::MAX };
        for race in self.steps.races(thread, next, run.threads[thread].order).take(most) {
            let Node::Schedule { enabled, wanted, .. } = &mut self.path[race.node] else {
                unreachable!("steps are taken at schedule nodes")
            };
            let enough = seeded(Bug::OneAlternative) && !wanted.is_power_of_two();
            if *wanted & race.initials != 0 || enough {
                continue;
            }
            let possible = race.initials & *enabled;
            *wanted |= if possible >> thread & 1 == 1 {
                1 << thread
            } else if possible != 0 {
                1 << possible.trailing_zeros()
            } else {
                *enabled
            };
        }
    }

    /// A choice that is no schedule: one of `options` ways a step can go.
    pub(crate) fn choose(&mut self, options: usize) -> usize {
        if options <= 1 || self.pruned || seeded(Bug::OnlyTheFirstChoice) {
            return 0;
        }
        let names: Vec<_> = (0..options).collect();
        self.choose_named(&names, |_| true).unwrap_or(0)
    }

    /// Like [`choose`](Search::choose), among ways that have names: the same ones also where not
    /// all of them are to be tried, which `wanted` says. `None` if none is.
    pub(super) fn choose_named(
        &mut self,
        names: &[usize],
        wanted: impl Fn(usize) -> bool,
    ) -> Option<usize> {
        if self.pruned {
            return Some(0);
        }
        let mut wanted = names.iter().copied().filter(|name| wanted(*name));
        let first = wanted.next()?;
        if names.len() == 1 {
            return Some(0);
        }
        if self.position == self.path.len() {
            let scripted = self.script.get(self.path.len());
            let found = scripted.filter(|name| names.contains(name));
            self.strayed |= scripted.is_some() && found.is_none();
            let mut left: VecDeque<_> = wanted.collect();
            let chosen = match (&mut self.walk, found) {
                (Some(walk), _) => {
                    left.push_front(first);
                    let which = walk.below(left.len());
                    left[which]
                }
                (None, found) => found.copied().unwrap_or(first),
            };
            self.path.push(Node::Choice { left, chosen });
        }
        let chosen = match self.path[self.position] {
            Node::Choice { chosen, .. } => names.iter().position(|name| *name == chosen),
            Node::Schedule { .. } => None,
        };
        self.position += 1;
        self.off_the_path |= chosen.is_none();
        Some(chosen.unwrap_or(0))
    }

    /// Changes the deepest choice that has something left. `false`: all has been tried.
    pub(crate) fn advance(&mut self) -> bool {
        if let Some(walk) = &mut self.walk {
            walk.end(self.steps.len());
            self.path.clear();
            return true;
        }
        while let Some(node) = self.path.last_mut() {
            match node {
                Node::Choice { left, chosen } => {
                    if let Some(next) = left.pop_front() {
                        *chosen = next;
                        return true;
                    }
                }
                Node::Schedule { asleep, tried, wanted, chosen, taken, .. } => {
                    *tried |= 1 << *chosen;
                    let left = *wanted & !*tried & !*asleep;
                    if left != 0 {
                        *chosen = left.trailing_zeros() as usize;
                        *taken = None;
                        return true;
                    }
                }
            }
            self.path.pop();
        }
        false
    }

    /// Ends the execution. One that ended before the path did went another way than the one it
    /// repeats.
    pub(crate) fn close(&self, run: &mut Execution) {
        if self.position < self.repeated || self.off_the_path {
            run.ending = Some(Ending::NotDeterministic);
        }
    }

    /// The choices of the running execution, to run it again.
    pub(crate) fn choices(&self) -> Vec<usize> {
        self.path
            .iter()
            .map(|node| match *node {
                Node::Schedule { chosen, .. } | Node::Choice { chosen, .. } => chosen,
            })
            .collect()
    }
}
