//! What accesses and fences do under weak memory.

use super::modification::{Modifications, Store};
use super::seq_cst::{Access, Orders};
use super::ways::Way;
use crate::explorer::clock::Clock;
use crate::explorer::execution::{Execution, wrong_kind};
use crate::explorer::objects::Object;
use crate::explorer::op::{ObjectId, Op};
use crate::explorer::search::Search;
use crate::machine::Answer;
use crate::record::{Effect, Loc, Origin};
use crate::seeded::{Bug, seeded};
use std::sync::atomic::Ordering;

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
        let before = self.tick();
        let way = self.choose_way(op, atomic, &before, search);
        Some(self.go(op, atomic, way, &before, at, search))
    }

    /// A thread that runs alone, to show whether its loop gives up, sees what it saw in the turn
    /// before. `None`: it does more than to look.
    fn look_again(&mut self, op: Op, atomic: ObjectId) -> Option<Answer> {
        self.on_trial?;
        let known = self.knowledge().now;
        let order = self.modifications(atomic);
        let seen = order.at(order.floor(&known));
        let (value, saw) = (order.store(seen).value, order.same_as(seen));
        let done = match op {
            Op::Load { .. } => true,
            Op::Update { update, .. } if (update.apply)(value, update.operand) == value => true,
            Op::CompareExchange { exchange, .. } if exchange.expected != value => false,
            _ => return None,
        };
        // If it is old, there is still news.
        self.saw = Some(saw);
        Some(Answer { value, done })
    }

    fn fence_weakly(&mut self, order: Ordering, at: Loc) {
        let before = self.tick();
        self.knowledge().fence(order);
        self.push_fence(order == Ordering::SeqCst, &before);
        self.note(Effect::Fence { order }, at);
    }

    /// The thread's next access or fence begins. Returns what it knew before.
    pub(super) fn tick(&mut self) -> Clock {
        let me = self.current;
        let before = self.knowledge().now;
        self.knowledge().now.tick(me);
        before
    }

    pub(super) fn push_fence(&mut self, seq_cst: bool, before: &Clock) {
        let (thread, now) = (self.current, self.knowledge().now);
        let (atomic, reads, writes) = (None, None, None);
        let time = now.of(thread);
        self.graph.push(Access { thread, time, now, atomic, reads, writes, seq_cst }, before);
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
        let saw = access.writes.or(access.reads);
        self.saw = saw.map(|store| self.modifications(atomic).same_as(store));
        self.note(effect(op, &way, answer.value, Origin { stored, newest }), at);
        match op {
            Op::Load { .. } | Op::Update { .. } => Answer { done: true, ..answer },
            _ => answer,
        }
    }

    pub(in crate::explorer) fn modifications(&self, atomic: ObjectId) -> &Modifications {
        self.objects.of(atomic)
    }

    pub(super) fn modifications_mut(&mut self, atomic: ObjectId) -> &mut Modifications {
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
