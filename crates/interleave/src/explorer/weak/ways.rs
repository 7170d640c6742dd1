//! Which ways an access can go.
//!
//! A way says which store the access reads from, and which place its own store takes in the
//! modification order. The first is always the one of an interleaving: the newest store, and the place
//! behind it. The search tries all that coherence, atomicity and the order of `SeqCst` leave.

use super::modification::{Store, StoreId};
use super::seq_cst::Access;
use crate::explorer::clock::Clock;
use crate::explorer::execution::{Execution, wrong_kind};
use crate::explorer::op::{ObjectId, Op};
use crate::explorer::search::Search;
use crate::record::Newest;
use crate::seeded::{Bug, seeded};
use std::sync::atomic::Ordering;

/// A way in which an access can go.
#[derive(Clone, Copy)]
pub(super) struct Way {
    pub(super) reads: Option<StoreId>,
    /// Place and value of its store.
    pub(super) writes: Option<(u32, u64)>,
    pub(super) order: Ordering,
    /// A weak exchange that fails although the values are equal.
    surprising: bool,
}

impl Way {
    pub(super) fn reading(from: StoreId, order: Ordering) -> Self {
        Way { reads: Some(from), writes: None, order, surprising: false }
    }

    /// Names the way among all of the access, whichever of them are tried.
    fn name(&self) -> usize {
        match (self.reads, self.writes) {
            (Some(from), _) => 2 * from as usize + usize::from(self.surprising),
            (None, Some((place, _))) => place as usize,
            (None, None) => 0,
        }
    }
}

impl Execution {
    /// Chooses the way of an operation: one that has not been tried.
    pub(super) fn choose_way(
        &mut self,
        op: Op,
        atomic: ObjectId,
        before: &Clock,
        search: &mut Search,
    ) -> Way {
        let ways = self.ways(op, atomic);
        let covered = match ways[0].reads {
            Some(_) => 2 * search.covered(self.current) as usize,
            None => 0,
        };
        let way = self.choose_among(ways, atomic, before, covered, search);
        if way.surprising {
            self.surprises_left.exchanges -= 1;
            self.surprises += 1;
            // It fails once, and not again in the next turn of a loop.
            self.changes += 1;
        }
        way
    }

    /// Chooses one of the ways that coherence and atomicity leave, the newest of which comes first.
    /// Those with names below `covered` have been tried.
    pub(super) fn choose_among(
        &mut self,
        mut ways: Vec<Way>,
        atomic: ObjectId,
        before: &Clock,
        covered: usize,
        search: &mut Search,
    ) -> Way {
        let newest = ways[0];
        if search.pruned {
            return newest;
        }
        let is_newest =
            |way: &Way| way.name() == newest.name() || way.surprising && way.reads == newest.reads;
        ways.retain(|way| is_newest(way) || self.admits(atomic, way, before));
        let names: Vec<_> = ways.iter().map(Way::name).collect();
        let patient = search.is_patient();
        let may = |way: &Way| is_newest(way) || self.may_be_stale(atomic, way, patient);
        let wanted =
            |name| name >= covered && ways.iter().find(|way| way.name() == name).is_some_and(may);
        let held_back = !ways.iter().all(may);
        let chosen = search.choose_named(&names, wanted).unwrap_or_else(|| {
            search.prune(self);
            0
        });
        let way = ways[chosen];
        self.seen.held_back |= held_back && self.surprises_left.stale > 0;
        self.note_stale(atomic, &way, !is_newest(&way));
        way
    }

    /// Whether what the thread is about to do may read from other than the first so many stores.
    pub(in crate::explorer) fn may_read_since(&mut self, thread: usize, first: StoreId) -> bool {
        let Some((op, _)) = self.threads[thread].pending else { return false };
        let Some(atomic) = op.reads() else { return false };
        if self.modifications(atomic).len() == first {
            return false;
        }
        let current = std::mem::replace(&mut self.current, thread);
        let before = self.tick();
        let is_new = |way: &Way| way.reads.is_some_and(|from| from >= first);
        let ways = self.ways(op, atomic).into_iter().enumerate().filter(|(_, way)| is_new(way));
        let found =
            ways.into_iter().any(|(number, way)| number == 0 || self.admits(atomic, &way, &before));
        self.knowledge().now = before;
        self.current = current;
        found
    }

    /// Whether a way may be gone that is none of an interleaving.
    fn may_be_stale(&self, atomic: ObjectId, way: &Way, patient: bool) -> bool {
        let (me, order) = (&self.threads[self.current], self.modifications(atomic));
        let overlooks =
            |from| me.must_see(atomic, patient).any(|newer| order.place(from) < order.place(newer));
        self.surprises_left.stale > 0 && !way.reads.is_some_and(overlooks)
    }

    fn note_stale(&mut self, atomic: ObjectId, way: &Way, stale: bool) {
        if stale {
            self.surprises_left.stale -= 1;
            self.stale += 1;
            if way.reads.is_some() {
                let newest = self.modifications(atomic).newest();
                self.threads[self.current].overlooks(atomic, newest);
            }
        }
    }

    /// All ways that coherence and atomicity leave, the newest first.
    fn ways(&mut self, op: Op, atomic: ObjectId) -> Vec<Way> {
        let known = self.knowledge().now;
        let may_surprise = self.surprises_left.exchanges > 0 && !seeded(Bug::WeakExchangeIsStrong);
        let order = self.modifications(atomic);
        let floor = order.floor(&known);
        let mut ways = Vec::new();
        for place in (floor..order.len()).rev() {
            let reads = order.at(place);
            let store = order.store(reads);
            let free = !store.replaced || seeded(Bug::UpdatesShareTheirStore);
            let replacing = |value, order| {
                let writes = Some((place + 1, value));
                Way { writes, ..Way::reading(reads, order) }
            };
            match op {
                Op::Load { order, .. } => ways.push(Way::reading(reads, order)),
                Op::Store { value, order: how, .. } => {
                    if order.is_free(place + 1) {
                        let writes = Some((place + 1, value));
                        ways.push(Way { reads: None, writes, order: how, surprising: false });
                    }
                }
                Op::Update { update, order, .. } => {
                    if free {
                        ways.push(replacing((update.apply)(store.value, update.operand), order));
                    }
                }
                Op::CompareExchange { exchange, .. } => {
                    let failure = if seeded(Bug::FailureReadsAsSuccess) {
                        exchange.success
                    } else {
                        exchange.failure
                    };
                    if store.value != exchange.expected {
                        ways.push(Way::reading(reads, failure));
                    } else {
                        if free {
                            ways.push(replacing(exchange.new, exchange.success));
                        }
                        if exchange.weak && may_surprise {
                            let failing = Way::reading(reads, failure);
                            ways.push(Way { surprising: true, ..failing });
                        }
                    }
                }
                _ => wrong_kind(),
            }
            if seeded(Bug::StoresComeLast) && matches!(op, Op::Store { .. })
                || seeded(Bug::FailureReadsTheNewest) && matches!(op, Op::CompareExchange { .. })
            {
                break;
            }
        }
        if let Op::CompareExchange { exchange, .. } = op {
            self.seen.weak_exchange |= exchange.weak;
        }
        ways
    }

    /// The access that an operation makes by going this way.
    pub(super) fn access_of(&mut self, atomic: ObjectId, way: &Way) -> Access {
        let me = self.current;
        let mut knowledge = self.threads[me].knowledge;
        if let Some(from) = way.reads {
            knowledge.read(&self.modifications(atomic).store(from).released, way.order);
        }
        let now = knowledge.now;
        let writes = way.writes.map(|_| self.modifications(atomic).len());
        let seq_cst = way.order == Ordering::SeqCst;
        let time = now.of(me);
        Access { thread: me, time, now, atomic: Some(atomic), reads: way.reads, writes, seq_cst }
    }

    /// Whether there is still an order of the `SeqCst` accesses and fences if it goes this way.
    pub(super) fn admits(&mut self, atomic: ObjectId, way: &Way, before: &Clock) -> bool {
        if !self.graph.may_close(way.order == Ordering::SeqCst) {
            return true;
        }
        let access = self.access_of(atomic, way);
        if let Some((place, value)) = way.writes {
            let tried = Store::new(value, access.thread, access.time, Clock::default());
            self.modifications_mut(atomic).insert(place, tried);
        }
        let admits = self.graph.admits(access, before, &self.objects);
        if way.writes.is_some() {
            self.modifications_mut(atomic).take_back();
        }
        admits
    }

    /// The newest store, if the way has to do with an older one.
    pub(super) fn newest_beside(&self, atomic: ObjectId, way: &Way) -> Option<Newest> {
        let order = self.modifications(atomic);
        let newest = order.newest();
        let is_newest = match (way.reads, way.writes) {
            (Some(from), _) => from == newest,
            (None, Some((place, _))) => place == order.len(),
            (None, None) => true,
        };
        let store = order.store(newest);
        (!is_newest).then_some(Newest { value: store.value, stored: store.event })
    }
}
