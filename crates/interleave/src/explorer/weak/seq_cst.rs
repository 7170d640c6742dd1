//! The order of `SeqCst` accesses and fences: whether there is one.
//!
//! RC11 asks for `psc`, a relation on them, to be acyclic. An access that reads the newest store, or
//! stores behind it, has nothing after it, so it closes no circle; only for other choices a circle has to
//! be looked for. Edges from fences and to fences begin and end at whatever happens after and before
//! them: of that it is enough to know the lowest and the highest place in each modification order.

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
    /// What happens before it, without what it acquires.
    prior: Clock,
    /// The same for the first of the accesses to the same atomic that lead up to this one with nothing
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

    /// Adds an access by a thread that knew `prior` when it came to it.
    pub(crate) fn push(&mut self, access: Access, prior: &Clock) {
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
                (*prior, self.run_ends.len() as u32 - 1)
            }
        };
        self.run_ends[run as usize] = access.time;
        self.newest[access.thread] = Some(self.nodes.len() as u32);
        self.seq_cst += usize::from(access.seq_cst);
        self.nodes.push(Node { access, prior: *prior, before, run });
    }

    /// A circle is possible if such an access is added.
    pub(crate) fn may_close(&self, seq_cst: bool) -> bool {
        self.seq_cst + usize::from(seq_cst) > 1
    }

    /// Whether `psc` would be acyclic with one access more, which stands in the modification orders
    /// already.
    pub(crate) fn admits(&mut self, access: Access, prior: &Clock, orders: &dyn Orders) -> bool {
        if seeded(Bug::SeqCstIsIgnored) {
            return true;
        }
        let (newest, runs) = (self.newest[access.thread], self.run_ends.len());
        let run_end = newest.map(|last| self.nodes[last as usize].run as usize);
        let run_end = run_end.map(|run| (run, self.run_ends[run]));
        self.push(access, prior);
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

/// The accesses of an execution, prepared for the search for a circle.
struct Circle<'a> {
    graph: &'a Graph,
    /// Of each node: the atomic, by a number of its own, and where in its order it writes and reads.
    places: Vec<Option<Places>>,
    /// The `SeqCst` nodes, and of fences what lies behind and before them.
    seq_cst: Vec<(usize, Option<Reach>)>,
}

/// Places in the modification order of an atomic.
#[derive(Clone, Copy)]
struct Places {
    atomic: usize,
    writes: Option<u32>,
    reads: Option<u32>,
}

impl Places {
    /// Whatever is stored behind this place comes after the access.
    fn own(&self) -> u32 {
        self.writes.or(self.reads).unwrap_or(u32::MAX)
    }
}

/// What happens after a fence and before it, of each atomic.
struct Reach {
    /// The lowest places that are written and read after it.
    after: Vec<(Option<u32>, Option<u32>)>,
    /// The highest places that are written and read before it.
    before: Vec<(Option<u32>, Option<u32>)>,
}

impl<'a> Circle<'a> {
    fn of(graph: &'a Graph, orders: &dyn Orders) -> Self {
        let mut atomics: Vec<ObjectId> = Vec::new();
        let places = graph.nodes.iter().map(|node| {
            let id = node.access.atomic?;
            let known = atomics.iter().position(|atomic| *atomic == id);
            let atomic = known.unwrap_or_else(|| {
                atomics.push(id);
                atomics.len() - 1
            });
            let place = |store: Option<StoreId>| store.map(|store| orders.of(id).place(store));
            let (writes, reads) = (place(node.access.writes), place(node.access.reads));
            Some(Places { atomic, writes, reads })
        });
        let places = places.collect();
        let mut circle = Circle { graph, places, seq_cst: Vec::new() };
        let all = graph.nodes.iter().enumerate().filter(|(_, node)| node.access.seq_cst);
        circle.seq_cst = all
            .map(|(node, _)| {
                (node, circle.is_fence(node).then(|| circle.reach(node, atomics.len())))
            })
            .collect();
        circle
    }

    fn reach(&self, fence: usize, atomics: usize) -> Reach {
        let mut reach =
            Reach { after: vec![(None, None); atomics], before: vec![(None, None); atomics] };
        let lower = |known: &mut Option<u32>, place: Option<u32>| {
            *known = known.iter().copied().chain(place).min();
        };
        let higher = |known: &mut Option<u32>, place: Option<u32>| *known = (*known).max(place);
        for (node, places) in self.places.iter().enumerate() {
            let Some(places) = places else { continue };
            if self.happens_before(fence, node) {
                let (writes, reads) = &mut reach.after[places.atomic];
                lower(writes, places.writes);
                lower(reads, places.reads);
            }
            if self.happens_before(node, fence) {
                let (writes, reads) = &mut reach.before[places.atomic];
                higher(writes, places.writes);
                higher(reads, places.reads);
            }
        }
        reach
    }

    /// Whether there is a circle with the newest node. It begins there, or at a fence that happens before
    /// it: only from these the newest node leads on, and without it there was no circle.
    fn is_there(&self) -> bool {
        let newest = self.graph.nodes.len() - 1;
        let mut states = vec![State::New; self.seq_cst.len()];
        (0..self.seq_cst.len()).rev().any(|index| {
            let node = self.seq_cst[index].0;
            let begins = node == newest || self.is_fence(node) && self.happens_before(node, newest);
            begins && states[index] == State::New && self.closes(index, &mut states)
        })
    }

    /// Depth-first search: a node that is come to again while it is on the way closes a circle. The
    /// newest first, as a circle leads back to them.
    fn closes(&self, node: usize, states: &mut [State]) -> bool {
        states[node] = State::OnTheWay;
        for next in (0..self.seq_cst.len()).rev() {
            if states[next] != State::Done
                && next != node
                && self.is_before(node, next)
                && (states[next] == State::OnTheWay || self.closes(next, states))
            {
                return true;
            }
        }
        states[node] = State::Done;
        false
    }

    fn is_fence(&self, node: usize) -> bool {
        self.graph.nodes[node].access.atomic.is_none()
    }

    /// `psc`, between two that are `SeqCst`.
    fn is_before(&self, a: usize, b: usize) -> bool {
        let ((a, from), (b, to)) = (&self.seq_cst[a], &self.seq_cst[b]);
        let fences = !seeded(Bug::SeqCstFencesAreIgnored);
        match (from, to) {
            (None, None) => self.partially(*a, *b),
            (Some(from), Some(to)) => fences && (self.happens_before(*a, *b) || extends(from, to)),
            (None, Some(to)) => fences && self.leads_to_fence(*a, *b, to),
            (Some(from), None) => fences && self.follows_fence(*a, *b, from),
        }
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
        let (Some(x), Some(y)) = (self.places[a], self.places[b]) else { return false };
        let overtakes = y.writes.is_some_and(|place| x.own() < place);
        x.atomic == y.atomic && (self.happens_before(a, b) || overtakes)
    }

    /// `scb` from an access to a fence, or to what happens before the fence.
    fn leads_to_fence(&self, a: usize, fence: usize, reach: &Reach) -> bool {
        let access = &self.graph.nodes[a].access;
        let known = self.graph.nodes[fence].access.now.of(access.thread);
        let Some(places) = self.places[a] else { return false };
        let (written, _) = reach.before[places.atomic];
        known > access.time
            || written.is_some_and(|place| places.own() < place)
            || known == access.time && self.is_between(a, fence, places.atomic)
    }

    /// `scb` to an access from a fence, or from what happens after the fence.
    fn follows_fence(&self, fence: usize, b: usize, reach: &Reach) -> bool {
        let (first, last) = (&self.graph.nodes[fence].access, &self.graph.nodes[b]);
        let Some(places) = self.places[b] else { return false };
        let (written, read) = reach.after[places.atomic];
        let lowest = written.into_iter().chain(read).min();
        last.prior.of(first.thread) >= first.time
            || places.writes.is_some_and(|place| lowest.is_some_and(|lowest| lowest < place))
            || self.happens_before(fence, b) && self.is_between(fence, b, places.atomic)
    }

    /// An access to the atomic happens after `a` and before `b`.
    fn is_between(&self, a: usize, b: usize, atomic: usize) -> bool {
        (0..self.graph.nodes.len()).any(|node| {
            self.places[node].is_some_and(|places| places.atomic == atomic)
                && self.happens_before(a, node)
                && self.happens_before(node, b)
        })
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    OnTheWay,
    Done,
}

/// `eco` from what happens after a fence to what happens before another one: modification order, and
/// reads at its ends.
fn extends(from: &Reach, to: &Reach) -> bool {
    from.after.iter().zip(&to.before).any(|((writes, reads), (written, read))| {
        let lowest = writes.iter().chain(reads).min();
        lowest.zip(written.as_ref()).is_some_and(|(lowest, written)| lowest < written)
            || writes.zip(*read).is_some_and(|(writes, read)| writes <= read)
            || reads.zip(*read).is_some_and(|(reads, read)| reads < read)
    })
}
