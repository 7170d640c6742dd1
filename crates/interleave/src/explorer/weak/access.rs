//! What accesses and fences do under weak memory.
//!
//! An operation has one or more ways to go: a way says which store it reads from, and which place
//! its own store takes. The first is always the one of an interleaving: the newest store, and the
//! place behind it. The search tries all.

use super::Memory;
use super::modification::{Modifications, Store, StoreId};
use super::seq_cst::{Access, Orders};
use crate::explorer::clock::Clock;
use crate::explorer::execution::{Execution, wrong_kind};
use crate::explorer::objects::Object;
use crate::explorer::op::{ObjectId, Op};
use crate::explorer::search::Search;
use crate::machine::Answer;
use crate::record::{Effect, Loc, Newest, Origin};
use crate::seeded::{Bug, seeded};
use std::sync::atomic::Ordering;

/// A way in which an access can go.
#[derive(Clone, Copy)]
struct Way {
    reads: Option<StoreId>,
    /// Place and value of its store.
    writes: Option<(u32, u64)>,
    order: Ordering,
    /// A weak exchange that fails although the values are equal.
    surprising: bool,
}

impl Way {
    /// Names the way among all of the access, whichever of them are tried.
    fn name(&self) -> usize {
        match (self.reads, self.writes) {
            (Some(from), _) => 2 * from as usize + usize::from(self.surprising),
            (None, Some((place, _))) => place as usize,
            (None, None) => 0,
        }
    }
}

impl Orders for Vec<Object> {
    fn of(&self, atomic: ObjectId) -> &Modifications {
        match &self[atomic as usize] {
            Object::Modifications(order) => order,
            _ => wrong_kind(),
        }
    }
}

impl Execution {
    /// Does an operation on the value of an atomic, or a fence. `None`: it is something else.
    pub(in crate::explorer) fn access_weakly(
        &mut self,
        op: Op,
        at: Loc,
        search: &mut Search,
    ) -> Option<Answer> {
        let atomic = match op {
            Op::Load { atomic, .. }
            | Op::Store { atomic, .. }
            | Op::Update { atomic, .. }
            | Op::CompareExchange { atomic, .. } => atomic,
            Op::Fence { order } => {
                self.fence_weakly(order, at);
                return Some(Answer::default());
            }
            _ => return None,
        };
        if let Some(answer) = self.look_again(op, atomic) {
            return Some(answer);
        }
        let me = self.current;
        let before = self.knowledge().now;
        self.knowledge().now.tick(me);
        let way = self.choose_way(op, atomic, &before, search);
        Some(self.go(op, atomic, way, &before, at, search))
    }

    /// The value that a `futex` wait finds, and where it comes from. It comes after all wakes on this
    /// address.
    ///
    /// The kernel has a barrier before it looks, and one before it looks for whom to wake, so that a
    /// wait and a wake that come too late for each other do not both miss what the other thread
    /// stored. They have a place in the order of `SeqCst`, as fences have, and make no other edges.
    pub(in crate::explorer) fn look_weakly(
        &mut self,
        atomic: ObjectId,
        search: &mut Search,
    ) -> (u64, Origin) {
        let me = self.current;
        self.barrier();
        let before = self.knowledge().now;
        self.knowledge().now.tick(me);
        let mut known = self.knowledge().now;
        let woken = self.futex_wakes.iter().filter(|(address, _)| *address == atomic);
        woken.for_each(|(_, waker)| known.join(waker));
        let order = self.modifications(atomic);
        let looking = |place| Way {
            reads: Some(order.at(place)),
            writes: None,
            order: Ordering::Relaxed,
            surprising: false,
        };
        let mut ways: Vec<_> = (order.floor(&known)..order.len()).rev().map(looking).collect();
        let newest = ways[0].name();
        ways.retain(|way| way.name() == newest || self.admits(atomic, way, &before));
        let names: Vec<_> = ways.iter().map(Way::name).collect();
        let patient = search.is_patient();
        let wanted = |name| {
            let way = ways.iter().find(|way| way.name() == name);
            name == newest || way.is_some_and(|way| self.may_be_stale(atomic, way, patient))
        };
        let chosen = search.choose_named(&names, wanted).expect("the newest is wanted");
        let way = ways[chosen];
        let from = way.reads.expect("it reads");
        self.note_stale(atomic, &way, chosen != 0);
        let (access, newest) = (self.access_of(atomic, &way), self.newest_beside(atomic, &way));
        self.modifications_mut(atomic).read(from, me, access.time);
        let store = *self.modifications(atomic).store(from);
        self.knowledge().read(&store.released, Ordering::Relaxed);
        search.read_from(self, store.step);
        self.graph.push(access, &before);
        (store.value, Origin { stored: store.event, newest })
    }

    /// Notes that a thread wakes who waits on the address of an atomic.
    pub(in crate::explorer) fn wake_weakly(&mut self, atomic: ObjectId) {
        if self.memory == Memory::Weak {
            self.barrier();
            let known = self.knowledge().now;
            self.futex_wakes.push((atomic, known));
        }
    }

    /// A place in the order of `SeqCst`.
    fn barrier(&mut self) {
        let me = self.current;
        let before = self.knowledge().now;
        self.knowledge().now.tick(me);
        let now = self.knowledge().now;
        let (atomic, reads, writes) = (None, None, None);
        let barrier =
            Access { thread: me, time: now.of(me), now, atomic, reads, writes, seq_cst: true };
        self.graph.push(barrier, &before);
    }

    /// A thread that runs alone, to show whether its loop gives up, sees what it saw in the turn
    /// before. `None`: it does more than to look.
    fn look_again(&mut self, op: Op, atomic: ObjectId) -> Option<Answer> {
        self.on_trial?;
        let known = self.knowledge().now;
        let order = self.modifications(atomic);
        let value = order.store(order.at(order.floor(&known))).value;
        match op {
            Op::Load { .. } => Some(Answer { value, done: true }),
            Op::Update { update, .. } if (update.apply)(value, update.operand) == value => {
                Some(Answer { value, done: true })
            }
            Op::CompareExchange { exchange, .. } if exchange.expected != value => {
                Some(Answer { value, done: false })
            }
            _ => None,
        }
    }

    fn fence_weakly(&mut self, order: Ordering, at: Loc) {
        let me = self.current;
        let before = self.knowledge().now;
        self.knowledge().now.tick(me);
        self.knowledge().fence(order);
        let now = self.knowledge().now;
        let seq_cst = order == Ordering::SeqCst;
        let time = now.of(me);
        let fence =
            Access { thread: me, time, now, atomic: None, reads: None, writes: None, seq_cst };
        self.graph.push(fence, &before);
        self.note(Effect::Fence { order }, at);
    }

    fn choose_way(&mut self, op: Op, atomic: ObjectId, before: &Clock, search: &mut Search) -> Way {
        let mut ways = self.ways(op, atomic);
        let newest = ways[0];
        let is_newest =
            |way: &Way| way.name() == newest.name() || way.surprising && way.reads == newest.reads;
        ways.retain(|way| is_newest(way) || self.admits(atomic, way, before));
        let names: Vec<_> = ways.iter().map(Way::name).collect();
        let covered = match newest.reads {
            Some(_) => 2 * search.covered(self.current) as usize,
            None => 0,
        };
        let patient = search.is_patient();
        let wanted = |name| {
            let way = ways.iter().find(|way| way.name() == name);
            let may = |way| is_newest(way) || self.may_be_stale(atomic, way, patient);
            name >= covered && way.is_some_and(may)
        };
        let held_back = ways.iter().any(|way| !is_newest(way) && !wanted(way.name()));
        let chosen = search.choose_named(&names, wanted).unwrap_or_else(|| {
            search.prune(self);
            0
        });
        let way = ways[chosen];
        self.seen.held_back |= held_back && self.surprises_left.stale > 0 && covered == 0;
        self.note_stale(atomic, &way, !is_newest(&way));
        if way.surprising {
            self.surprises_left.exchanges -= 1;
            self.surprises += 1;
            // It fails once, and not again in the next turn of a loop.
            self.changes += 1;
        }
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
        let before = self.knowledge().now;
        self.knowledge().now.tick(thread);
        let is_new = |way: &Way| way.reads.is_some_and(|from| from >= first);
        let ways = self.ways(op, atomic).into_iter().enumerate().filter(|(_, way)| is_new(way));
        let found = ways.into_iter().any(|(number, way)| {
            number == 0 || way.surprising || self.admits(atomic, &way, &before)
        });
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
            let reading =
                |order| Way { reads: Some(reads), writes: None, order, surprising: false };
            let replacing = |value, order| Way {
                reads: Some(reads),
                writes: Some((place + 1, value)),
                order,
                surprising: false,
            };
            match op {
                Op::Load { order, .. } => ways.push(reading(order)),
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
                        ways.push(reading(failure));
                    } else {
                        if free {
                            ways.push(replacing(exchange.new, exchange.success));
                        }
                        if exchange.weak && may_surprise {
                            ways.push(Way { surprising: true, ..reading(failure) });
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
    fn access_of(&mut self, atomic: ObjectId, way: &Way) -> Access {
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
    fn admits(&mut self, atomic: ObjectId, way: &Way, before: &Clock) -> bool {
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

    /// Goes the way.
    fn go(
        &mut self,
        op: Op,
        atomic: ObjectId,
        way: Way,
        before: &Clock,
        at: Loc,
        search: &mut Search,
    ) -> Answer {
        let me = self.current;
        let access = self.access_of(atomic, &way);
        let newest = self.newest_beside(atomic, &way);
        let mut stored = None;
        let mut continued = Clock::default();
        let mut answer = Answer::default();
        let mut overwritten = self.modifications(atomic).value();
        if let Some(from) = way.reads {
            let time = access.time;
            self.modifications_mut(atomic).read(from, me, time);
            let store = *self.modifications(atomic).store(from);
            self.threads[me].knowledge.read(&store.released, way.order);
            search.read_from(self, store.step);
            continued = store.released;
            overwritten = store.value;
            stored = store.event;
            answer = Answer { value: store.value, done: way.writes.is_some() };
        }
        if let Some((place, value)) = way.writes {
            let mut released = self.threads[me].knowledge.told_by_store(way.order);
            if !seeded(Bug::UpdateEndsSequence) {
                released.join(&continued);
            }
            if seeded(Bug::StoreContinuesSequence) && way.reads.is_none() {
                let order = self.modifications(atomic);
                released.join(&order.store(order.at(place - 1)).released);
            }
            let mut store = Store::new(value, me, access.time, released);
            store.step = search.steps().checked_sub(1);
            store.event = self.next_line();
            let order = self.modifications_mut(atomic);
            if let Some(from) = way.reads {
                order.replace(from);
            }
            order.insert(place, store);
            if value != overwritten {
                self.changed();
                self.threads[me].window.progress();
            }
        }
        self.graph.push(access, before);
        self.saw = access.writes.or(access.reads);
        self.note(effect(op, &way, answer.value, Origin { stored, newest }), at);
        match op {
            Op::Load { .. } | Op::Update { .. } => Answer { done: true, ..answer },
            _ => answer,
        }
    }

    /// The newest store, if the way has to do with an older one.
    fn newest_beside(&self, atomic: ObjectId, way: &Way) -> Option<Newest> {
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

    pub(in crate::explorer) fn modifications(&self, atomic: ObjectId) -> &Modifications {
        self.objects.of(atomic)
    }

    fn modifications_mut(&mut self, atomic: ObjectId) -> &mut Modifications {
        match &mut self.objects[atomic as usize] {
            Object::Modifications(order) => order,
            _ => wrong_kind(),
        }
    }
}

/// What the record says of an operation that went this way.
fn effect(op: Op, way: &Way, read: u64, origin: Origin) -> Effect {
    let (order, old) = (way.order, read);
    match (op, way.writes) {
        (Op::Load { atomic, .. }, _) => Effect::Load { atomic, order, value: read, origin },
        (Op::Store { atomic, value, .. }, _) => {
            Effect::Store { atomic, order, value, before: origin.newest }
        }
        (Op::Update { atomic, update, .. }, Some((_, new))) => {
            Effect::Update { atomic, name: update.name, order, old, new, origin }
        }
        (Op::CompareExchange { atomic, exchange }, Some((_, new))) => {
            Effect::Exchanged { atomic, weak: exchange.weak, order, old, new, origin }
        }
        (Op::CompareExchange { atomic, exchange }, None) => {
            let (weak, expected) = (exchange.weak, exchange.expected);
            Effect::ExchangeFailed { atomic, weak, order, expected, found: read, origin }
        }
        _ => wrong_kind(),
    }
}
