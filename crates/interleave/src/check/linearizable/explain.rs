//! The search for an order that explains a history, and what to say if there is none.

use super::{Mask, Specification};
use crate::explorer::context;
use crate::record::history::Why;
use std::cell::Cell;
use std::collections::HashMap;
use std::fmt::Debug;

/// Operations, and the results that are claimed to be right.
pub(super) struct Claims<'a, O, S, R> {
    pub(super) specification: &'a Specification<O, S, R>,
    pub(super) ops: &'a [O],
    pub(super) results: &'a [R],
    /// What the searches have cost: operations done, and states compared.
    pub(super) work: Cell<usize>,
}

impl<O: Clone, S: Clone + PartialEq, R: Debug + PartialEq> Claims<'_, O, S, R> {
    pub(super) fn first(&self) -> S {
        (self.specification.first)()
    }

    pub(super) fn spend(&self, work: usize) {
        self.work.set(self.work.get() + work);
    }

    /// The state and the result of an operation done next.
    fn after(&self, state: &S, op: usize) -> (S, R) {
        if let Some(shared) = context::current() {
            // No operation of the model, but it is no endless loop either.
            shared.tick();
        }
        self.spend(1);
        let mut state = state.clone();
        let result = (self.specification.apply)(&mut state, self.ops[op].clone());
        (state, result)
    }

    /// The state after an operation done next; `None` if it would return something else.
    pub(super) fn state_after(&self, state: &S, op: usize) -> Option<S> {
        let (state, result) = self.after(state, op);
        (result == self.results[op]).then_some(state)
    }

    /// An order of all operations that explains the results and keeps those of `before` before
    /// each; otherwise the longest beginning of one.
    ///
    /// Wing and Gong's search: next is any operation that nothing left must come before. A set of
    /// operations and the state that it led to are looked at once.
    pub(super) fn linearize(&self, before: &[Mask]) -> Result<Vec<usize>, Vec<usize>> {
        let mut seen: HashMap<Mask, Vec<S>> = HashMap::new();
        let mut longest = Vec::new();
        let mut left = vec![(0, self.first(), Vec::new())];
        while let Some((done, state, order)) = left.pop() {
            if order.len() == self.ops.len() {
                return Ok(order);
            }
            let seen = seen.entry(done).or_default();
            if seen.contains(&state) {
                continue;
            }
            for op in possible(done, before).rev() {
                if let Some(next) = self.state_after(&state, op) {
                    left.push((done | 1 << op, next, [&order[..], &[op]].concat()));
                }
            }
            seen.push(state);
            if order.len() > longest.len() {
                longest = order;
            }
        }
        Err(longest)
    }

    /// What each operation that could be next would return, where that is not what it did return.
    fn next(&self, order: &[usize], before: &[Mask]) -> Vec<(usize, String)> {
        let state = order.iter().fold(self.first(), |state, op| self.after(&state, *op).0);
        let done = order.iter().fold(0, |mask, op| mask | 1 << op);
        let wrong = possible(done, before).filter_map(|op| {
            let (_, result) = self.after(&state, op);
            (result != self.results[op]).then(|| (op, format!("{result:?}")))
        });
        wrong.collect()
    }
}

/// The operations that can come next.
fn possible(done: Mask, before: &[Mask]) -> impl DoubleEndedIterator<Item = usize> {
    (0..before.len()).filter(move |op| done >> op & 1 == 0 && before[*op] & !done == 0)
}

/// Why no order explains the results. `in_time` are the operations that returned before each was
/// called, `in_threads` those that its own thread did before.
pub(super) fn why<O: Clone, S: Clone + PartialEq, R: Debug + PartialEq>(
    claims: &Claims<'_, O, S, R>,
    in_time: &[Mask],
    in_threads: &[Mask],
) -> Why {
    match claims.linearize(in_threads) {
        Ok(order) => {
            let late = order.iter().enumerate().find_map(|(at, &second)| {
                let first = order[at..].iter().find(|first| in_time[second] >> **first & 1 == 1)?;
                Some((*first, second))
            });
            let (first, second) = late.expect("an order that is in time would explain the history");
            Why::TooLate { order, first, second }
        }
        Err(longest) => Why::NoOrder { next: claims.next(&longest, in_threads), longest },
    }
}
