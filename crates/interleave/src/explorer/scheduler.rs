//! The scheduler: where the state of an execution meets the search.

use super::clock::Mask;
use super::execution::{Ending, Execution, Surprises};
use super::op::{ObjectId, Op};
use super::perform::Answer;
use super::search::{Mode, Next, Search};
use super::thread::Thread;
use crate::record::Loc;

/// What limits an execution.
#[derive(Clone, Copy)]
pub(crate) struct Limits {
    /// Steps after which an execution is held to be endless.
    pub(crate) steps: usize,
    pub(crate) surprises: Surprises,
    pub(crate) recording: bool,
}

/// The running execution and the search that leads it.
pub(crate) struct Engine {
    pub(crate) limits: Limits,
    pub(crate) run: Execution,
    pub(crate) search: Search,
    /// The threads that could go on before the last step.
    enabled_before: Mask,
    /// Where `Arc`s were made whose last owner's destructor does operations. Giving up one of
    /// their references is a step: who is last makes a difference.
    visible_drops: Vec<Loc>,
    /// An execution has added to them: the search must start over.
    pub(crate) sees_more: bool,
    /// Grows with each step by the number of steps before it, with which it is compared.
    pub(crate) work: u64,
}

/// Whose turn it is.
pub(crate) enum Turn {
    Mine,
    Of(usize),
    /// The execution has ended; `run.ending` says how.
    Nobodys,
}

impl Engine {
    pub(crate) fn new(limits: Limits, mode: Mode) -> Self {
        Engine {
            limits,
            run: Execution::new(limits.recording, limits.surprises),
            search: Search::new(mode),
            enabled_before: 0,
            visible_drops: Vec::new(),
            sees_more: false,
            work: 0,
        }
    }

    /// Starts the next execution along the path of the search.
    pub(crate) fn restart(&mut self, number: u64) {
        self.run.restart(number, self.limits.surprises);
        self.search.restart();
        self.enabled_before = 0;
    }

    /// The current thread says what it will do next. During its boot that is all; later it is also
    /// the moment to choose whose step is next.
    pub(crate) fn announce(&mut self, op: Op, at: Loc) -> Turn {
        let me = self.run.current;
        let thread = &mut self.run.threads[me];
        // Set by the hook; a panic that was caught has come to its end.
        thread.panicking &= std::thread::panicking();
        thread.pending = Some((op, at));
        thread.operations += 1;
        if matches!(op, Op::Yield) {
            let patient = matches!(self.search.mode, Mode::Patient(_));
            thread.window.announce_yield(me, self.run.changes, patient);
        }
        if std::mem::take(&mut self.run.threads[me].booting) {
            return Turn::Nobodys;
        }
        match self.schedule() {
            Some(next) if next == me => Turn::Mine,
            Some(next) => Turn::Of(next),
            None => Turn::Nobodys,
        }
    }

    /// Chooses whose step is next. `None`: the execution has ended.
    pub(crate) fn schedule(&mut self) -> Option<usize> {
        let enabled = self.run.enabled();
        let last = self.run.current;
        let disabled = self.enabled_before & !enabled & !(1 << last);
        self.run.threads[last].window.disables(disabled);
        self.enabled_before = enabled;
        if enabled == 0 {
            let all_finished = self.run.threads.iter().all(|thread| thread.finished);
            return self.end(if all_finished { Ending::Complete } else { Ending::Deadlock });
        }
        self.work += self.search.steps() as u64;
        if self.search.steps() >= self.limits.steps {
            return self.end(Ending::TooLong);
        }
        let changes = self.run.changes;
        let threads = &self.run.threads;
        let can = |thread: usize| enabled >> thread & 1 == 1;
        if (0..threads.len()).filter(|t| can(*t)).all(|t| threads[t].window.spins_for_ever(changes))
        {
            return self.end(Ending::Livelock);
        }
        let fair = (0..threads.len())
            .filter(|&thread| can(thread) && !threads[thread].window.holds_back(enabled))
            .fold(0, |mask, thread| mask | 1 << thread);
        self.run.seen.held_back |= fair != enabled;
        // Threads that wait for each other in a circle may all go on.
        let allowed = if fair == 0 { enabled } else { fair };
        let patient = matches!(self.search.mode, Mode::Patient(_));
        let yields = !patient && matches!(threads[last].pending, Some((Op::Yield, _)));
        let runs_on = (allowed >> last & 1 == 1 && !yields).then_some(last);
        match self.search.next(&mut self.run, allowed, runs_on) {
            Next::Run(next) => {
                for thread in &mut self.run.threads {
                    thread.window.step(next, enabled);
                }
                Some(next)
            }
            Next::OffThePath => self.end(Ending::NotDeterministic),
        }
    }

    /// The current thread, whose turn it is, does what it announced.
    pub(crate) fn perform(&mut self, shown: &dyn Fn() -> Option<u64>) -> Answer {
        let me = self.run.current;
        let (op, at) = self.run.threads[me].pending.take().expect("announced before");
        self.run.perform(op, at, &mut self.search, shown)
    }

    /// Whether giving up a reference to this `Arc` is a step.
    pub(crate) fn drop_is_step(&self, arc: ObjectId) -> bool {
        self.visible_drops.contains(&self.run.infos[arc as usize].created)
    }

    /// The destructor of this `Arc`'s value did operations.
    pub(crate) fn destructor_operated(&mut self, arc: ObjectId) {
        if !self.drop_is_step(arc) {
            self.visible_drops.push(self.run.infos[arc as usize].created);
            self.sees_more = true;
        }
    }

    fn end(&mut self, ending: Ending) -> Option<usize> {
        // Steps that were announced and will not be taken here race too.
        self.search.find_races_of_all(&self.run);
        // A thread that died of a panic is the cause of what it left behind: of a lock that is
        // never released, of a notification that never comes, and of a result that nobody looked
        // at.
        let died = |thread: &Thread| thread.panicking || (thread.died && !thread.joined);
        let culprit = match ending {
            Ending::Complete | Ending::Deadlock => self.run.threads.iter().position(died),
            _ => None,
        };
        self.run.ending = Some(culprit.map_or(ending, |thread| Ending::Panicked { thread }));
        None
    }
}
