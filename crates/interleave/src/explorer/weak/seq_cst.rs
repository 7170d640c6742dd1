//! The order of `SeqCst` accesses and fences: whether there is one.
//!
//! RC11 asks for a partial order `psc` on them to be acyclic. An access that reads the newest store,
//! or stores behind it, has nothing after it, so it closes no circle; only for other choices the
//! circle has to be looked for. It would go through what comes after the new access.

use super::modification::{Modifications, StoreId};
use crate::explorer::clock::{Clock, MAX_THREADS};
use crate::explorer::op::ObjectId;
use crate::seeded::{Bug, seeded};

/// An access to an atomic, or a fence.
#[derive(Clone, Copy)]
pub(crate) struct Access {
    pub(crate) thread: usize,
    pub(crate) time: u32,
    /// What happens before it, itself included.
    pub(crate) now: Clock,
    /// `None` for a fence.
    pub(crate) atomic: Option<ObjectId>,
    pub(crate) reads: Option<StoreId>,
    pub(crate) writes: Option<StoreId>,
    pub(crate) seq_cst: bool,
}

/// An access with its place in its thread.
#[derive(Clone, Copy)]
struct Node {
    access: Access,
    /// What happens before the accesses to the same atomic that lead up to this one with nothing
    /// between them.
    before: Clock,
    /// The group of these accesses.
    run: u32,
}

/// All accesses of an execution, in the order of the steps.
#[derive(Default)]
pub(crate) struct Graph {
    nodes: Vec<Node>,
    /// When the last access of each run was.
    run_ends: Vec<u32>,
    /// The newest node of each thread.
    newest: [Option<u32>; MAX_THREADS],
    /// `SeqCst` accesses and fences among them.
    seq_cst: usize,
}

/// The modification orders of an execution.
pub(crate) trait Orders {
    fn of(&self, atomic: ObjectId) -> &Modifications;
}

impl Graph {
    pub(crate) fn clear(&mut self) {
        self.nodes.clear();
        self.run_ends.clear();
        self.newest = [None; MAX_THREADS];
        self.seq_cst = 0;
    }

    /// Adds an access by a thread that knew `before` when it came to it.
    pub(crate) fn push(&mut self, access: Access, before: &Clock) {
        let last = self.newest[access.thread].map(|last| self.nodes[last as usize]);
        let goes_on = |last: &Node| {
            last.access.atomic.is_some()
                && last.access.atomic == access.atomic
                && last.access.time + 1 == access.time
        };
        let (before, run) = match last.filter(goes_on) {
            Some(last) => (last.before, last.run),
            None => {
                self.run_ends.push(0);
                (*before, self.run_ends.len() as u32 - 1)
            }
        };
        self.run_ends[run as usize] = access.time;
        self.newest[access.thread] = Some(self.nodes.len() as u32);
        self.seq_cst += usize::from(access.seq_cst);
        self.nodes.push(Node { access, before, run });
    }

    /// A circle is possible if such an access is added.
    pub(crate) fn may_close(&self, seq_cst: bool) -> bool {
        self.seq_cst + usize::from(seq_cst) > 1
    }

    /// Whether `psc` would be acyclic with one access more, which stands in the modification orders
    /// already.
    pub(crate) fn admits(&mut self, access: Access, before: &Clock, orders: &dyn Orders) -> bool {
        if seeded(Bug::SeqCstIsIgnored) {
            return true;
        }
        let (newest, runs) = (self.newest[access.thread], self.run_ends.len());
        let run_end = newest.map(|last| self.nodes[last as usize].run as usize);
        let run_end = run_end.map(|run| (run, self.run_ends[run]));
        self.push(access, before);
        let circular = Circle::of(self, orders).is_there();
        self.nodes.pop();
        self.newest[access.thread] = newest;
        self.run_ends.truncate(runs);
        if let Some((run, end)) = run_end {
            self.run_ends[run] = end;
        }
        self.seq_cst -= usize::from(access.seq_cst);
        !circular
    }
}

/// The search for a circle through the newest access.
struct Circle<'a> {
    graph: &'a Graph,
    orders: &'a dyn Orders,
    visited: Vec<bool>,
}

impl<'a> Circle<'a> {
    fn of(graph: &'a Graph, orders: &'a dyn Orders) -> Self {
        Circle { graph, orders, visited: vec![false; graph.nodes.len()] }
    }

    /// Every edge that the newest access brings begins or ends there, or goes through it from a
    /// fence before it. So does every circle.
    fn is_there(&mut self) -> bool {
        let newest = self.graph.nodes.len() - 1;
        let begins = |&node: &usize| node == newest || self.is_fence(node);
        let ways: Vec<_> = (0..=newest)
            .filter(|node| self.graph.nodes[*node].access.seq_cst)
            .filter(begins)
            .filter(|node| *node == newest || self.happens_before(*node, newest))
            .collect();
        ways.into_iter().any(|way| {
            self.visited.fill(false);
            self.leads_to(way, way)
        })
    }

    fn leads_to(&mut self, from: usize, to: usize) -> bool {
        for next in 0..self.graph.nodes.len() {
            if self.graph.nodes[next].access.seq_cst
                && !self.visited[next]
                && self.is_before(from, next)
            {
                self.visited[next] = true;
                if next == to || self.leads_to(next, to) {
                    return true;
                }
            }
        }
        false
    }

    fn is_fence(&self, node: usize) -> bool {
        self.graph.nodes[node].access.atomic.is_none()
    }

    /// `psc`, between two that are `SeqCst`.
    fn is_before(&self, a: usize, b: usize) -> bool {
        if a != b && self.partially(a, b) {
            return true;
        }
        if seeded(Bug::SeqCstFencesAreIgnored) {
            return false;
        }
        let (first, last) = (self.is_fence(a), self.is_fence(b));
        if !first && !last {
            return false;
        }
        if first && last && a != b && self.happens_before(a, b) {
            return true;
        }
        let all = 0..self.graph.nodes.len();
        let after: Vec<_> = all.clone().filter(|x| self.reaches(first, a, *x)).collect();
        let before: Vec<_> = all.filter(|x| self.reaches(last, *x, b)).collect();
        after.iter().any(|&x| {
            before
                .iter()
                .any(|&y| x != y && (self.partially(x, y) || first && last && self.extends(x, y)))
        })
    }

    /// `a` is `b`, or a fence between which and the other there is happens-before.
    fn reaches(&self, fence: bool, a: usize, b: usize) -> bool {
        a == b || fence && self.happens_before(a, b)
    }

    fn happens_before(&self, a: usize, b: usize) -> bool {
        let (a, b) = (&self.graph.nodes[a].access, &self.graph.nodes[b].access);
        let same = a.thread == b.thread && a.time == b.time;
        !same && b.now.of(a.thread) >= a.time
    }

    /// `scb`: program order; happens-before between accesses to one atomic, or with something else
    /// between it and both; modification order; a read before what overwrites its value.
    fn partially(&self, a: usize, b: usize) -> bool {
        let (first, last) = (&self.graph.nodes[a], &self.graph.nodes[b]);
        let (x, y) = (&first.access, &last.access);
        if x.thread == y.thread {
            return x.time < y.time;
        }
        let run_end = self.graph.run_ends[first.run as usize];
        if last.before.of(x.thread) > run_end && !seeded(Bug::SeqCstKnowsOneThread) {
            return true;
        }
        let same = x.atomic.is_some() && x.atomic == y.atomic;
        same && (self.happens_before(a, b) || self.overtakes(x, y))
    }

    /// Modification order, or a read before what overwrites its value.
    fn overtakes(&self, x: &Access, y: &Access) -> bool {
        let (Some(atomic), Some(new)) = (x.atomic, y.writes) else { return false };
        if y.atomic != Some(atomic) {
            return false;
        }
        let order = self.orders.of(atomic);
        let new = order.place(new);
        let older = |store: StoreId| order.place(store) < new;
        x.writes.is_some_and(older) || x.reads.is_some_and(older)
    }

    /// `eco`: modification order and reads from it, one after the other.
    fn extends(&self, a: usize, b: usize) -> bool {
        let (x, y) = (&self.graph.nodes[a].access, &self.graph.nodes[b].access);
        let (Some(atomic), true) = (x.atomic, x.atomic == y.atomic) else { return false };
        let order = self.orders.of(atomic);
        let place = |store: Option<StoreId>| store.map(|store| order.place(store));
        let reads_from_later = match (place(x.writes), place(x.reads), place(y.reads)) {
            (Some(mine), _, Some(theirs)) => mine <= theirs,
            (None, Some(mine), Some(theirs)) => mine < theirs,
            _ => false,
        };
        reads_from_later || self.overtakes(x, y)
    }
}
