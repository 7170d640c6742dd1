//! The scheduler: where the state of an execution meets the search.

use super::clock::Mask;
use super::execution::{Ending, Execution, Surprises};
use super::learned::{Fact, Learned};
use super::moment::Moment;
use super::op::{ObjectId, Op};
use super::search::{Mode, Next, Search};
use super::thread::Thread;
use super::weak::Memory;
use crate::machine::{Act, Answer, rwlock};
use crate::record::Loc;
use std::sync::atomic::Ordering;

/// What limits an execution.
#[derive(Clone, Copy)]
pub(crate) struct Limits {
    /// Steps after which an execution is held to be endless.
    pub(crate) steps: usize,
    pub(crate) surprises: Surprises,
    /// What loads may return.
    pub(crate) memory: Memory,
    pub(crate) recording: bool,
    /// What is not dropped is no failure.
    pub(crate) leaks: bool,
    /// A message that nobody received is one.
    pub(crate) delivers: bool,
}

/// The running execution and the search that leads it.
pub(crate) struct Engine {
    pub(crate) limits: Limits,
    pub(crate) run: Execution,
    pub(crate) search: Search,
    /// The threads that could go on before the last step.
    enabled_before: Mask,
    pub(crate) learned: Learned,
    /// Orderings that accesses at these places have as well, to try what would make a model hold.
    pub(crate) changes: Vec<(Loc, Ordering)>,
    /// Grows with each step by the number of steps before it, with which it is compared.
    pub(crate) work: u64,
    /// The moments before each step, where somebody wants to know them.
    pub(crate) moments: Option<Vec<Moment>>,
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
            learned: Learned::default(),
            changes: Vec::new(),
            work: 0,
            moments: None,
        }
    }

    /// Starts the next execution along the path of the search.
    pub(crate) fn restart(&mut self, number: u64) {
        self.run.restart(number, self.limits.surprises, self.limits.memory);
        // A loop that looks in vain is the same as one that looks later, which the reduced search
        // tries as well.
        self.run.news = self.search.mode != Mode::Reduced;
        self.search.restart();
        self.learned.restart();
        self.enabled_before = 0;
        if let Some(moments) = &mut self.moments {
            moments.clear();
        }
    }

    /// The current thread says what it will do next. During its boot that is all; later it is also
    /// the moment to choose whose step is next.
    pub(crate) fn announce(&mut self, op: Op, at: Loc) -> Turn {
        let me = self.run.current;
        if !self.run.threads[me].booting && self.run.ends_by_late_race() {
            return Turn::Nobodys;
        }
        let changes = self.changes.iter().filter(|(place, _)| *place == at);
        let op = changes.fold(op, |op, (_, order)| op.strengthened(*order));
        // A panic that was caught has come to its end.
        self.run.unwinds();
        let thread = &mut self.run.threads[me];
        thread.pending = Some((op, at));
        thread.seen_at = Some(at);
        thread.operations += 1;
        if !thread.booting && self.is_on_trial(me) {
            return Turn::Mine;
        }
        let op = self.as_it_waits(op, at);
        self.run.awaited |= matches!(op, Op::Await);
        let thread = &mut self.run.threads[me];
        thread.pending = Some((op, at));
        let waits_again = thread.timed_out && op.timeout().is_some();
        if matches!(op, Op::Yield | Op::Sleep { .. }) || waits_again {
            // A loop that gives up shows what it does then in a patient search only.
            self.run.seen.yields = true;
            let thread = &mut self.run.threads[me];
            let patient = matches!(self.search.mode, Mode::Patient(_));
            thread.window.announce_yield(me, self.run.changes, patient);
        }
        self.learn_of(op);
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
        if let Some((_, place)) = self.run.on_trial {
            // The thread came to its end.
            self.end_trial(place);
        }
        self.run.news |= self.search.pruned;
        let mut enabled = self.run.enabled();
        if enabled == 0 && self.run.overlooking() != 0 {
            return self.go_on_with_news();
        }
        if enabled == 0 && self.run.times_out() {
            // It might have done so at once, which is another execution.
            self.search.find_races_of_all(&self.run);
            self.search.pruned = true;
            enabled = self.run.enabled();
        }
        let last = self.run.current;
        let disabled = self.enabled_before & !enabled & !(1 << last);
        self.run.threads[last].window.disables(disabled);
        self.enabled_before = enabled;
        if enabled == 0 {
            let all_finished = self.run.threads.iter().all(|thread| thread.finished);
            let spins = |thread: &Thread| matches!(thread.pending, Some((Op::Await, _)));
            return self.end(if all_finished {
                Ending::Complete
            } else if self.run.threads.iter().any(|thread| !thread.finished && spins(thread)) {
                Ending::Livelock
            } else {
                Ending::Deadlock
            });
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
        // A thread that waits for news and has overlooked some could go on as well.
        let overlooking = self.run.overlooking();
        let able = enabled | overlooking;
        let fair = (0..threads.len())
            .filter(|&thread| can(thread) && !threads[thread].window.holds_back(able))
            .fold(0, |mask, thread| mask | 1 << thread);
        self.run.seen.held_back |= fair != enabled;
        if fair == 0 && overlooking != 0 {
            // The others wait for it to do so.
            return self.go_on_with_news();
        }
        // Threads that wait for each other in a circle may all go on.
        let allowed = if fair == 0 { enabled } else { fair };
        let patient = matches!(self.search.mode, Mode::Patient(_));
        let waits = |op: Op| matches!(op, Op::Yield | Op::Await) || op.timeout().is_some();
        let yields = !patient && threads[last].pending.is_some_and(|(op, _)| waits(op));
        let runs_on = (allowed >> last & 1 == 1 && !yields).then_some(last);
        match self.search.next(&mut self.run, allowed, runs_on) {
            Next::Run(next) => {
                if let Some(moments) = &mut self.moments {
                    moments.push(Moment::before(next, &self.run, self.search.position()));
                }
                for thread in &mut self.run.threads {
                    thread.window.step(next, able);
                }
                Some(next)
            }
            Next::OffThePath => self.end(Ending::NotDeterministic),
        }
    }

    /// Lets threads go on whose loops looked too early. As it would be the same if they had come later,
    /// the rest is a repetition.
    fn go_on_with_news(&mut self) -> Option<usize> {
        self.search.prune(&self.run);
        self.run.news = true;
        self.schedule()
    }

    /// The current thread, whose turn it is, does what it announced. `None`: the execution ends here.
    pub(crate) fn perform(&mut self, shown: &dyn Fn() -> Option<u64>) -> Option<Answer> {
        let me = self.run.current;
        let (op, at) = self.run.threads[me].pending.take().expect("announced before");
        let answer = self.run.perform(op, at, &mut self.search, shown);
        self.run.ending.is_none().then_some(answer)
    }

    /// Behind the execution nobody else is left: what can be done is done at once.
    ///
    /// # Panics
    /// If it would have to wait. std never drops statics, so this is nobody's failure.
    pub(crate) fn perform_alone(
        &mut self,
        op: Op,
        at: Loc,
        shown: &dyn Fn() -> Option<u64>,
    ) -> Answer {
        let me = self.run.current;
        self.run.threads[me].pending = Some((op, at));
        self.run.threads[me].finished = false;
        let can = self.run.can_go_on(&self.run.threads[me]);
        self.run.threads[me].finished = true;
        self.run.threads[me].pending = None;
        assert!(can, "nobody is left to wait for, behind the execution");
        self.run.perform(op, at, &mut self.search, shown)
    }

    /// Whether something is known of an object.
    pub(crate) fn knows(&self, object: ObjectId, fact: Fact) -> bool {
        self.learned.knows(self.run.infos[object as usize].created, fact)
    }

    pub(crate) fn learn(&mut self, object: ObjectId, fact: Fact) {
        self.learned.learn(self.run.infos[object as usize].created, fact);
    }

    /// The yield of a loop that is known to spin waits for news.
    fn as_it_waits(&mut self, op: Op, at: Loc) -> Op {
        let thread = &self.run.threads[self.run.current];
        let spins = self.learned.knows(at, Fact::Spins) && !self.learned.knows(at, Fact::GivesUp);
        let patient = matches!(self.search.mode, Mode::Patient(_));
        let waits = spins && thread.turn.has_looked() && !patient;
        if waits && matches!(op, Op::Yield) { Op::Await } else { op }
    }

    /// Whether the thread runs alone, to show whether its loop gives up.
    fn is_on_trial(&mut self, me: usize) -> bool {
        let Some((op, at)) = self.run.threads[me].pending else { return false };
        let yields = matches!(op, Op::Yield);
        let turn = &mut self.run.threads[me].turn;
        let repeats = yields && turn.repeats(at);
        match self.run.on_trial {
            None => {
                let read = turn.read();
                if !repeats
                    || matches!(self.search.mode, Mode::Patient(_))
                    || self.learned.knows(at, Fact::GivesUp)
                    || self.learned.has_spun(at, read)
                {
                    return false;
                }
                turn.is_left_alone();
                self.run.on_trial = Some((me, at));
                self.run.recording = false;
                true
            }
            Some((thread, _)) if thread != me => false,
            Some((_, place)) => {
                let same = repeats && at == place && !turn.looks_elsewhere();
                let goes_on = if yields { same } else { op.may_look() };
                if goes_on && !(yields && turn.alone()) {
                    return true;
                }
                if goes_on {
                    self.end_trial_of_spin(place, me);
                } else {
                    self.end_trial(place);
                }
                false
            }
        }
    }

    /// The loop does more than to look. The search starts over, so how this execution ends is of no
    /// importance.
    fn end_trial(&mut self, place: Loc) {
        self.learned.learn(place, Fact::GivesUp);
        self.run.on_trial = None;
        self.run.recording = self.limits.recording;
        self.search.pruned = true;
    }

    /// The loop spins. Nothing has changed, so if that was to be expected the execution goes on.
    fn end_trial_of_spin(&mut self, place: Loc, me: usize) {
        self.search.pruned |= !self.learned.knows(place, Fact::Spins);
        self.learned.spins(place, self.run.threads[me].turn.read());
        self.run.on_trial = None;
        self.run.recording = self.limits.recording;
    }

    /// What the operation that the current thread announces shows of the objects it has.
    fn learn_of(&mut self, op: Op) {
        let me = self.run.current;
        if let Op::Act { object, act: Act::RwLock(rwlock::Act::TryRead) } = op {
            self.learn(object, Fact::Queues);
        }
        if op.may_block() {
            for index in 0..self.run.threads[me].reading.len() {
                self.learn(self.run.threads[me].reading[index], Fact::Queues);
            }
        }
    }

    fn end(&mut self, ending: Ending) -> Option<usize> {
        // Steps that were announced and will not be taken here race too.
        self.search.find_races_of_all(&self.run);
        // A thread that died of a panic is the cause of what it left behind: of a lock that is
        // never released, of a notification that never comes, and of a result that nobody looked
        // at.
        let died = |thread: &Thread| {
            thread.panicking || thread.died_late || (thread.died && !thread.joined)
        };
        let culprit = match ending {
            Ending::Complete | Ending::Deadlock | Ending::Livelock => {
                self.run.threads.iter().position(died)
            }
            _ => None,
        };
        self.run.ending = Some(culprit.map_or(ending, |thread| Ending::Panicked { thread }));
        None
    }
}
