//! The shared objects of one execution, and the happens-before edges that they carry.
//!
//! Every object keeps the clock that a thread gains by acquiring from it. Two accesses to a cell
//! that no chain of such edges orders are a data race, whatever the schedule made of them: this is
//! how a missing `Release` is found although the search itself is sequentially consistent.
//! Edges of atomics follow C++20 (release sequences continue through read-modify-writes only).

use super::clock::{Clock, MAX_THREADS};
use super::op::{ObjectId, acquires, releases};
use super::weak::modification::Modifications;
use crate::machine::Machine;
use crate::record::{Loc, Origin};
use crate::seeded::{Bug, seeded};
use std::sync::atomic::Ordering;

/// The state of an object.
pub(crate) enum Object {
    Atomic(Atomic),
    /// An atomic under weak memory.
    Modifications(Box<Modifications>),
    Mutex(Mutex),
    Condvar {
        waiters: Vec<usize>,
    },
    Cell(Box<Cell>),
    /// What those who gave up a reference knew, and how many references there are.
    Arc {
        released: Clock,
        references: u32,
    },
    /// A [machine](crate::machine), and what was released into its slots.
    Machine {
        machine: Machine,
        slots: Vec<Clock>,
    },
    /// Memory that must be given back, and whether it was.
    Track {
        live: bool,
    },
}

/// An atomic: under sequential consistency one value, and what a reader that acquires learns.
#[derive(Clone, Copy)]
pub(crate) struct Atomic {
    pub(crate) value: u64,
    pub(crate) released: Clock,
    /// The line of the record that stored the value.
    pub(crate) stored: Option<u32>,
}

/// A mutex.
#[derive(Clone, Copy, Default)]
pub(crate) struct Mutex {
    /// Who holds it, and where it was locked.
    pub(crate) holder: Option<(usize, Loc)>,
    pub(crate) released: Clock,
    /// A thread panicked while it held it.
    pub(crate) poisoned: bool,
}

/// Plain memory: the newest access of each thread, and where it was.
#[derive(Default)]
pub(crate) struct Cell {
    written: Clock,
    read: Clock,
    places: [[Option<Loc>; 2]; MAX_THREADS],
    /// Accesses whose pointer is in use: by whom, whether it writes, and from where.
    open: Vec<(usize, bool, Loc)>,
}

/// A part of an access to plain memory.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Phase {
    Begin,
    End,
    /// Begins and ends at once.
    Passing,
    /// The same: the memory is dropped.
    Drop,
}

/// Two accesses of which at least one writes, and that nothing orders, or that overlap.
#[derive(Clone, Copy)]
pub(crate) struct Race {
    pub(crate) cell: ObjectId,
    pub(crate) thread: usize,
    pub(crate) writes: bool,
    /// It drops the cell: `at` is where the thread was last seen.
    pub(crate) drops: bool,
    pub(crate) at: Loc,
    pub(crate) other: usize,
    pub(crate) other_writes: bool,
    pub(crate) other_at: Loc,
    /// The other one made the object: before this line of the record.
    pub(crate) made: Option<u32>,
}

/// What a thread knows: its happens-before clock, and the clocks that wait for a fence.
#[derive(Clone, Copy, Default)]
pub(crate) struct Knowledge {
    pub(crate) now: Clock,
    /// Gained by relaxed reads, known only from the next acquire fence on.
    at_acquire_fence: Clock,
    /// Passed on by relaxed writes: what the last release fence covered.
    at_release_fence: Clock,
}

impl Knowledge {
    /// Hands all that the thread knows to whoever acquires the result.
    pub(crate) fn release(&mut self, thread: usize) -> Clock {
        self.now.tick(thread);
        self.now
    }

    pub(super) fn read(&mut self, released: &Clock, order: Ordering) {
        if acquires(order) || seeded(Bug::RelaxedLoadAcquires) {
            self.now.join(released);
        } else {
            self.at_acquire_fence.join(released);
        }
    }

    /// What a store of this ordering hands to whoever acquires it.
    pub(super) fn told_by_store(&self, order: Ordering) -> Clock {
        let releases = releases(order) || seeded(Bug::RelaxedStoreReleases);
        if releases { self.now } else { self.at_release_fence }
    }

    pub(super) fn fence(&mut self, order: Ordering) {
        if acquires(order) && !seeded(Bug::AcquireFenceDoesNothing) {
            let pending = self.at_acquire_fence;
            self.now.join(&pending);
        }
        if releases(order) && !seeded(Bug::ReleaseFenceDoesNothing) {
            self.at_release_fence = self.now;
        }
    }
}

impl Atomic {
    /// Where the value comes from.
    pub(super) fn origin(&self) -> Origin {
        Origin { stored: self.stored, newest: None }
    }

    pub(crate) fn load(&self, reader: &mut Knowledge, order: Ordering) -> u64 {
        reader.read(&self.released, order);
        self.value
    }

    /// A plain store starts a new release sequence: what older stores released is lost.
    pub(crate) fn store(&mut self, writer: &mut Knowledge, value: u64, order: Ordering) {
        self.value = value;
        let before = self.released;
        self.released = writer.told_by_store(order);
        if seeded(Bug::StoreContinuesSequence) {
            self.released.join(&before);
        }
    }

    /// A read-modify-write continues the release sequence that it reads from.
    pub(crate) fn update(&mut self, writer: &mut Knowledge, value: u64, order: Ordering) -> u64 {
        let old = self.load(writer, order);
        self.value = value;
        let released = writer.told_by_store(order);
        if seeded(Bug::UpdateEndsSequence) {
            self.released = Clock::default();
        }
        self.released.join(&released);
        old
    }
}

impl Cell {
    /// Notes an access; tells the other access if the two race.
    pub(crate) fn access(
        &mut self,
        cell: ObjectId,
        knowledge: &mut Knowledge,
        thread: usize,
        writes: bool,
        at: Loc,
    ) -> Option<Race> {
        knowledge.now.tick(thread);
        let now = &knowledge.now;
        let unordered_write = self.written.not_before(now).map(|other| (other, true));
        let unordered_read = || self.read.not_before(now).map(|other| (other, false));
        let other = unordered_write
            .or_else(|| (writes && !seeded(Bug::ReadsNeverRace)).then(unordered_read).flatten());
        if let Some((other, other_writes)) = other {
            let other_at = self.places[other][usize::from(other_writes)].unwrap_or(at);
            return Some(Race {
                cell,
                thread,
                writes,
                drops: false,
                at,
                other,
                other_writes,
                other_at,
                made: None,
            });
        }
        let newest = if writes { &mut self.written } else { &mut self.read };
        newest.set(thread, now.of(thread));
        self.places[thread][usize::from(writes)] = Some(at);
        None
    }

    /// The access whose pointer must not be in use while this one happens.
    pub(super) fn overlap(
        &self,
        cell: ObjectId,
        thread: usize,
        writes: bool,
        at: Loc,
    ) -> Option<Race> {
        let mut open = self.open.iter().rev();
        let &(other, other_writes, other_at) = open.find(|(_, other, _)| writes || *other)?;
        let (drops, made) = (false, None);
        Some(Race { cell, thread, writes, drops, at, other, other_writes, other_at, made })
    }

    pub(super) fn open(&mut self, thread: usize, writes: bool, at: Loc) {
        self.open.push((thread, writes, at));
    }

    /// The newest access of the thread has ended.
    pub(super) fn close(&mut self, thread: usize) {
        if let Some(newest) = self.open.iter().rposition(|(by, ..)| *by == thread) {
            self.open.remove(newest);
        }
    }
}
