//! Every history that a class of executions can have, judged at once.
//!
//! The first and the last steps of the operations are ordered as far as dependent steps order them.
//! Each order that keeps this is one of some execution of the class (what is left out, the steps
//! in between, can always be filled in). The search goes through them event by event, and carries
//! along what is possible so far: which operations have taken effect, and the state they led to.
//! Where nothing is possible any more, the history that led there has no explanation.
//!
//! A return comes as soon as the calls that it needs have come: a later one only orders fewer
//! operations. Then the returns that a call needs have come by themselves, as whatever they need
//! the call needs too. What was found without fault behind the same calls and the same
//! possibilities is not looked at again.

use super::Mask;
use super::explain::Claims;
use crate::explorer::search::order::Order;
use std::collections::HashMap;
use std::fmt::Debug;

/// When an operation took place, in steps of its thread: those before the call, and those before
/// the return.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    pub(super) thread: usize,
    pub(super) from: usize,
    pub(super) to: usize,
}

impl Span {
    /// The operation's first step; `None` if it has none.
    pub(super) fn first(&self, order: &Order) -> Option<usize> {
        (self.from < self.to).then(|| order.step(self.thread, self.from)).flatten()
    }

    /// The operation's last step; `None` if it has none.
    pub(super) fn last(&self, order: &Order) -> Option<usize> {
        (self.from < self.to).then(|| order.step(self.thread, self.to - 1)).flatten()
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Event {
    Call(usize),
    Return(usize),
}

/// All calls and returns in the order of their times.
pub(super) type Events = Vec<Event>;

/// The operations that have taken effect, and the state that they led to.
type Possible<S> = (Mask, S);

/// Work after which the orders are held to be too many. Only operations that share nothing, with a
/// specification that tells all their orders apart, come that far.
const WORK: usize = 2_000_000;

/// There are too many orders.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct TooMany;

/// A history of the class that no order of its operations explains.
pub(super) fn unexplained<O: Clone, S: Clone + PartialEq, R: Debug + PartialEq>(
    claims: &Claims<'_, O, S, R>,
    spans: &[Span],
    order: &Order,
) -> Result<Option<Events>, TooMany> {
    let (calls, returns) = needs(spans, order);
    let mut ends: Vec<usize> = (0..spans.len()).collect();
    ends.sort_by_key(|op| spans[*op].last(order));
    let mut walk = Walk { claims, calls, returns, ends, fine: HashMap::new(), events: Vec::new() };
    let fails = walk.fails(0, 0, vec![(0, claims.first())])?;
    Ok(fails.then_some(walk.events))
}

/// The calls that must come before each call, and before each return: those of operations whose
/// first step must, and those that the thread's operations before it need. The latter are all that
/// an operation without a step has.
fn needs(spans: &[Span], order: &Order) -> (Vec<Mask>, Vec<Mask>) {
    let behind = |step: Option<usize>| {
        let needed = |other: &usize| {
            let mut steps = spans[*other].first(order).into_iter().zip(step);
            steps.any(|(theirs, mine)| order.before(theirs, mine))
        };
        (0..spans.len()).filter(needed).fold(0, |mask: Mask, other| mask | 1 << other)
    };
    let (mut calls, mut returns) = (Vec::new(), Vec::<Mask>::new());
    for (op, span) in spans.iter().enumerate() {
        let earlier = (0..op).filter(|other| spans[*other].thread == span.thread);
        let needed = earlier.fold(0, |mask, other| mask | returns[other]);
        calls.push(needed | behind(span.first(order)));
        returns.push(needed | behind(span.last(order)) | 1 << op);
    }
    (calls, returns)
}

struct Walk<'a, O, S, R> {
    claims: &'a Claims<'a, O, S, R>,
    calls: Vec<Mask>,
    returns: Vec<Mask>,
    /// The operations in the order of their last steps, for a drawing that agrees with the steps.
    ends: Vec<usize>,
    /// Nothing that lies behind these calls and possibilities is at fault.
    fine: HashMap<Mask, Vec<Vec<Possible<S>>>>,
    events: Events,
}

impl<O: Clone, S: Clone + PartialEq, R: Debug + PartialEq> Walk<'_, O, S, R> {
    /// Some history that goes on from here has no explanation: it is left in `events`.
    fn fails(
        &mut self,
        called: Mask,
        mut returned: Mask,
        mut possible: Vec<Possible<S>>,
    ) -> Result<bool, TooMany> {
        let events = self.events.len();
        while let Some(op) = self.next_return(called, returned) {
            self.events.push(Event::Return(op));
            returned |= 1 << op;
            possible = self.with_effect(op, called, possible);
            if possible.is_empty() {
                self.finish(called, returned);
                return Ok(true);
            }
        }
        if !self.is_fine(called, &possible)? {
            let mut tried = called;
            while let Some(op) = self.next_call(called, tried) {
                tried |= 1 << op;
                self.events.push(Event::Call(op));
                if self.fails(called | 1 << op, returned, possible.clone())? {
                    return Ok(true);
                }
                self.events.pop();
            }
            self.fine.entry(called).or_default().push(possible);
        }
        self.events.truncate(events);
        Ok(false)
    }

    fn is_fine(&self, called: Mask, possible: &[Possible<S>]) -> Result<bool, TooMany> {
        let Some(known) = self.fine.get(&called) else { return Ok(false) };
        self.claims.spend(known.len());
        if self.claims.work.get() > WORK {
            return Err(TooMany);
        }
        let same = |known: &Vec<Possible<S>>| {
            known.len() == possible.len() && known.iter().all(|one| possible.contains(one))
        };
        Ok(known.iter().any(same))
    }

    /// An operation that is not among those tried and can be called.
    fn next_call(&self, called: Mask, tried: Mask) -> Option<usize> {
        let can = |op: &usize| tried >> op & 1 == 0 && self.calls[*op] & !called == 0;
        (0..self.calls.len()).find(can)
    }

    /// An operation that can return.
    fn next_return(&self, called: Mask, returned: Mask) -> Option<usize> {
        let can = |op: &usize| returned >> op & 1 == 0 && self.returns[*op] & !called == 0;
        self.ends.iter().copied().find(can)
    }

    /// What is possible if `op` has taken effect by now, perhaps behind others that are called.
    fn with_effect(&self, op: usize, called: Mask, mut left: Vec<Possible<S>>) -> Vec<Possible<S>> {
        let mut possible = Vec::new();
        let mut looked_at = Vec::new();
        while let Some(one) = left.pop() {
            if looked_at.contains(&one) {
                continue;
            }
            if one.0 >> op & 1 == 1 {
                possible.push(one.clone());
            } else {
                let open = (0..self.calls.len()).filter(|o| (called & !one.0) >> o & 1 == 1);
                left.extend(open.filter_map(|next| {
                    Some((one.0 | 1 << next, self.claims.state_after(&one.1, next)?))
                }));
            }
            looked_at.push(one);
        }
        possible
    }

    /// Goes on to the end of the history, however it may go.
    fn finish(&mut self, mut called: Mask, mut returned: Mask) {
        loop {
            if let Some(op) = self.next_return(called, returned) {
                self.events.push(Event::Return(op));
                returned |= 1 << op;
            } else if let Some(op) = self.next_call(called, called) {
                self.events.push(Event::Call(op));
                called |= 1 << op;
            } else {
                return;
            }
        }
    }
}
