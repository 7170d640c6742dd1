//! How waits end: by who wakes, for no reason, or by the clock.

use super::clock::Mask;
use super::execution::Execution;
use super::op::ObjectId;
use super::search::Search;
use crate::machine::Answer;
use crate::record::{Effect, Loc, Wake};
use crate::seeded::{Bug, seeded};

/// Nanoseconds by which the clock moves on by itself: more than any program waits.
const JUMP: u64 = 366 * 24 * 60 * 60 * 1_000_000_000;

/// Readings of the clock after which it moves on in any case.
const READINGS: u32 = 30;

impl Execution {
    /// How a wait that begins now will end by itself, if it does.
    pub(super) fn comes_back(&mut self, timed: bool, search: &mut Search) -> Option<Wake> {
        self.seen.wait = true;
        let timed = timed && !seeded(Bug::TimeIsPatient);
        let left = if seeded(Bug::NoSpuriousWakeups) { 0 } else { self.surprises_left.wakeups };
        let ways = 1 + usize::from(timed) + usize::from(left > 0);
        match search.choose(ways) {
            0 => None,
            1 if timed => Some(Wake::TimedOut),
            _ => {
                self.surprises_left.wakeups -= 1;
                self.surprises += 1;
                Some(Wake::Spurious)
            }
        }
    }

    /// Whether a wait that begins now comes back for no reason.
    pub(crate) fn is_surprised(&mut self, search: &mut Search) -> bool {
        self.comes_back(false, search).is_some()
    }

    /// Time passes if a wait of so many nanoseconds came to its end.
    pub(super) fn passes(&mut self, nanos: Option<u64>, timed_out: bool) {
        let Some(nanos) = nanos else { return };
        self.seen.clock = true;
        self.threads[self.current].timed_out = timed_out;
        if timed_out {
            self.time = self.time.saturating_add(nanos);
        }
    }

    /// Reads the clock. Between two readings it may have moved on, past whatever is waited for.
    pub(super) fn now(&mut self, at: Loc, search: &mut Search) -> Answer {
        self.seen.clock = true;
        let left = self.surprises_left.jumps;
        let first = self.readings == 0;
        self.readings += 1;
        if !first && left > 0 && search.choose(2) == 1 {
            self.surprises_left.jumps -= 1;
            self.time = self.time.saturating_add(JUMP);
        } else if self.readings.is_multiple_of(READINGS) {
            // Who looks at the clock again and again waits for it, and it does not stand still.
            self.time = self.time.saturating_add(JUMP);
        }
        let nanos = self.time;
        self.note(Effect::Now { nanos }, at);
        Answer::done(nanos)
    }

    /// Wakes all who wait on the address of an atomic, or one of them: any.
    pub(super) fn wake_futex(&mut self, atomic: ObjectId, all: bool, search: &mut Search) -> Mask {
        let mut woken = 0;
        loop {
            let waiting = self.futex_waiters.iter().enumerate();
            let waiting: Vec<_> =
                waiting.filter(|(_, (on, _))| *on == atomic).map(|(index, _)| index).collect();
            if waiting.is_empty() || (!all && woken != 0) {
                return woken;
            }
            let which = if all { 0 } else { search.choose(waiting.len()) };
            let (_, waiter) = self.futex_waiters.remove(waiting[which]);
            self.threads[waiter].notify();
            woken |= 1 << waiter;
        }
    }

    /// Wakes all waiters, or one of them: any.
    pub(super) fn wake(&mut self, condvar: ObjectId, all: bool, search: &mut Search) -> Mask {
        let mut woken: Mask = 0;
        while !self.waiters(condvar).is_empty() {
            let waiting = self.waiters(condvar).len();
            let first = all || seeded(Bug::NotifyOneIsFair);
            let which = if first { 0 } else { search.choose(waiting) };
            let waiter = self.waiters(condvar).remove(which);
            self.threads[waiter].notify();
            woken |= 1 << waiter;
            if !all && (!seeded(Bug::NotifyOneWakesTwo) || woken.count_ones() == 2) {
                break;
            }
        }
        woken
    }
}
