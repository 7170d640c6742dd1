//! Executions as graphs of events, and which of them RC11 allows.
//!
//! The model is that of [Lahav, Vafeiadis, Kang, Hur, Dreyer, "Repairing sequential consistency in
//! C/C++11", PLDI 2017](http://plv.mpi-sws.org/scfix/paper.pdf), without non-atomic accesses, and
//! written as it is there: `a; b` is [`Relation::then`], `a?` is [`Relation::optional`], `[A]; b` is
//! [`Relation::from`], `b; [A]` is [`Relation::to`]. herd has the same in
//! [`rc11.cat`](https://github.com/herd/herdtools7/blob/master/herd/libdir/rc11.cat).
//!
//! One thing differs, as in C++20 and so in Rust: a later plain store of the same thread does not
//! continue a release sequence ([P0982R1](https://wg21.link/p0982r1)).

use super::relation::{Relation, Set};
use std::sync::atomic::Ordering::{self, AcqRel, Acquire, Release, SeqCst};

/// The most atomics that a program can have.
pub(crate) const MOST_LOCATIONS: usize = 4;

/// Events, and what the execution says of them. A read-modify-write that succeeds is two: a read and a
/// write. Each location begins with a write that comes before everything (in `sb`), and is neither
/// release nor sequentially consistent.
#[derive(Clone)]
pub(crate) struct Execution {
    writes: Set,
    reads: Set,
    fences: Set,
    /// At least acquire. (The write of a read-modify-write that acquires as well: it makes no difference.)
    acquire: Set,
    /// At least release. (Likewise its read.)
    release: Set,
    /// `E^sc`, fences included.
    sc: Set,
    at: [Set; MOST_LOCATIONS],
    /// Sequenced before: the order of the program, transitive.
    sb: Relation,
    /// The read of a read-modify-write with its write.
    rmw: Relation,
    /// Reads from: each write with who reads it.
    rf: Relation,
    /// Modification order: of each location one of all its writes, transitive.
    mo: Relation,
}

impl Execution {
    pub(crate) const EMPTY: Execution = Execution {
        writes: 0,
        reads: 0,
        fences: 0,
        acquire: 0,
        release: 0,
        sc: 0,
        at: [0; MOST_LOCATIONS],
        sb: Relation::EMPTY,
        rmw: Relation::EMPTY,
        rf: Relation::EMPTY,
        mo: Relation::EMPTY,
    };

    pub(crate) fn add_fence(&mut self, fence: usize, order: Ordering) {
        self.fences |= 1 << fence;
        self.add_order(fence, order);
    }

    pub(crate) fn add_read(&mut self, read: usize, at: usize, order: Ordering, from: usize) {
        self.reads |= 1 << read;
        self.at[at] |= 1 << read;
        self.rf.insert(from, read);
        self.add_order(read, order);
    }

    /// The write comes after those in the modification order that were added before.
    pub(crate) fn add_write(&mut self, write: usize, at: usize, order: Ordering) {
        self.mo.insert_all(self.at[at] & self.writes, 1 << write);
        self.writes |= 1 << write;
        self.at[at] |= 1 << write;
        self.add_order(write, order);
    }

    pub(crate) fn add_rmw(&mut self, read: usize, write: usize) {
        self.rmw.insert(read, write);
    }

    fn add_order(&mut self, event: usize, order: Ordering) {
        let set = |member: bool| Set::from(member) << event;
        self.acquire |= set(matches!(order, Acquire | AcqRel | SeqCst));
        self.release |= set(matches!(order, Release | AcqRel | SeqCst));
        self.sc |= set(order == SeqCst);
    }

    /// What holds in one or the other, and the order of the program between the two, which have no
    /// location in common.
    pub(crate) fn merge(&self, other: &Execution, sb: &Relation) -> Self {
        let mut merged = Execution {
            writes: self.writes | other.writes,
            reads: self.reads | other.reads,
            fences: self.fences | other.fences,
            acquire: self.acquire | other.acquire,
            release: self.release | other.release,
            sc: self.sc | other.sc,
            at: std::array::from_fn(|at| self.at[at] | other.at[at]),
            sb: Relation::EMPTY,
            rmw: self.rmw | other.rmw,
            rf: self.rf | other.rf,
            mo: self.mo | other.mo,
        };
        merged.sequence(sb);
        merged
    }

    /// Takes the order of the program over, as far as it is about events that are here.
    pub(crate) fn sequence(&mut self, sb: &Relation) {
        let events = self.reads | self.writes | self.fences;
        self.sb = sb.from(events).to(events);
    }

    /// The execution is consistent. More events and more of each relation never make an inconsistent
    /// one consistent: that is why parts of an execution can be rejected alone.
    pub(crate) fn is_consistent(&self) -> bool {
        let Execution { sb, rmw, rf, mo, .. } = self;
        // NO-THIN-AIR
        if !(*sb | *rf).is_acyclic() {
            return false;
        }
        // Reads before: a read with the writes that overwrite what it has seen.
        let rb = rf.inverse().then(mo);
        // ATOMICITY
        if !(*rmw & rb.then(mo)).is_empty() {
            return false;
        }
        // Extended coherence order.
        let eco = (*rf | *mo | rb).closure();
        let hb = self.happens_before();
        // COHERENCE
        hb.then(&eco.optional()).is_irreflexive()
            // SC
            && (self.sc == 0 || self.partial_sc(&rb, &eco, &hb).is_acyclic())
    }

    fn happens_before(&self) -> Relation {
        let Execution { writes, fences, acquire, release, sb, rmw, rf, .. } = self;
        // Release sequences: a write, and the read-modify-writes that read from it, from those, …
        let rs = rf.then(rmw).closure().optional().from(*writes);
        // ([F]; sb)? and (sb; [F])?
        let before = sb.from(*fences).optional();
        let behind = sb.to(*fences).optional();
        // Synchronizes with.
        let sw = before.then(&rs).then(rf).then(&behind).from(*release).to(*acquire);
        (*sb | sw).closure()
    }

    /// psc: what the one order of all sequentially consistent operations must respect.
    fn partial_sc(&self, rb: &Relation, eco: &Relation, hb: &Relation) -> Relation {
        let Execution { fences, sc, at, sb, mo, .. } = self;
        let mut same = Relation::EMPTY;
        at.iter().for_each(|at| same.insert_all(*at, *at));
        let elsewhere = sb.minus(&same);
        let scb = *sb | elsewhere.then(hb).then(&elsewhere) | (*hb & same) | *mo | *rb;

        let sc_fences = fences & sc;
        let from = Relation::identity(*sc) | hb.optional().from(sc_fences);
        let to = Relation::identity(*sc) | hb.optional().to(sc_fences);
        let base = from.then(&scb).then(&to);
        let between_fences = (*hb | hb.then(eco).then(hb)).from(sc_fences).to(sc_fences);
        base | between_fences
    }
}
