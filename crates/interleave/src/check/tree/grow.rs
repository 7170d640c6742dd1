//! Growing the tree from executions that come in depth-first order, and folding it.
//!
//! Only the way to the last execution is open. What lies beside it is finished, and is folded at
//! once: states with the same choices, which lead to the same states, become one.

use super::{Choice, End, Line, Node};
use crate::check::failure::Failure;
use crate::check::trace::Trace;
use crate::explorer::scheduler::Engine;
use crate::report::moments::{self, Step, Story};
use crate::report::{Sources, headline};
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

/// An execution, as the tree needs it.
pub(super) struct Leaf<'a> {
    engine: &'a Engine,
    trace: Trace,
    end: End,
}

impl<'a> Leaf<'a> {
    pub(super) fn of(
        engine: &'a Engine,
        failure: Option<&Failure>,
        outcome: Option<String>,
    ) -> Self {
        let end = match failure {
            Some(failure) => End::Fails { kind: failure.kind.word(), headline: headline(failure) },
            None => End::Outcome(outcome.expect("a complete execution returns")),
        };
        Leaf { engine, trace: Trace::of(&engine.run), end }
    }
}

/// The part of the tree that has been seen.
#[derive(Default)]
pub(super) struct Growth {
    /// The states on the way to the last execution, from the root.
    open: Vec<Open>,
    folded: Vec<Rc<Node>>,
    numbers: HashMap<Rc<Node>, usize>,
    threads: Vec<String>,
    schedules: usize,
    outcomes: BTreeMap<String, usize>,
    sources: Sources,
}

/// A state on the way.
struct Open {
    announced: Vec<Line>,
    /// The steps behind which all is seen.
    choices: Vec<Choice>,
    /// The step on the way; none at the end.
    step: Option<Step>,
    end: Option<End>,
}

impl Growth {
    /// Adds an execution, which departs from the last one at the deepest place where it can.
    pub(super) fn add(&mut self, leaf: &Leaf<'_>) {
        let moments = leaf.engine.moments.as_deref().unwrap_or_default();
        let choices = leaf.engine.search.choices();
        let story = moments::tell(&leaf.trace, moments, &choices, &mut self.sources);
        self.schedules += 1;
        if let End::Outcome(outcome) = &leaf.end {
            *self.outcomes.entry(outcome.clone()).or_default() += 1;
        }
        for thread in &leaf.trace.threads {
            if !self.threads.contains(&thread.name) {
                self.threads.push(thread.name.clone());
            }
        }
        let same = self.departs_from(&story);
        // The step of the last state on the common way is another one from here on.
        while self.open.len() > same + 1 {
            self.close_last();
        }
        let Story { announced, steps } = story;
        let mut steps = steps.into_iter().skip(same);
        if let Some(last) = self.open.last_mut() {
            last.step = steps.next();
        }
        for announced in announced.into_iter().skip(self.open.len()) {
            self.open.push(Open { announced, choices: Vec::new(), step: steps.next(), end: None });
        }
        let last = self.open.last_mut().expect("an execution has an end");
        last.end = Some(leaf.end.clone());
    }

    /// How many steps are the same as those of the last execution.
    fn departs_from(&self, story: &Story) -> usize {
        let ways = self.open.iter().filter_map(|open| open.step.as_ref()).map(|step| &step.way);
        ways.zip(&story.steps).take_while(|(way, step)| **way == step.way).count()
    }

    /// Nothing is left to be seen behind the last state on the way.
    fn close_last(&mut self) {
        let mut last = self.open.pop().expect("a state to close");
        // The search begins with the thread that runs, which depends on how one came here.
        let number = |name: &String| self.threads.iter().position(|thread| thread == name);
        last.choices.sort_by_key(|choice| number(&choice.operation.thread));
        let chosen: Vec<_> = last.choices.iter().map(|choice| &choice.operation).collect();
        let waits: Vec<_> =
            last.announced.iter().filter(|line| !chosen.contains(line)).cloned().collect();
        let node = Node { choices: last.choices, waits, end: last.end };
        let next = self.folded.len();
        let to = *self.numbers.entry(Rc::new(node)).or_insert_with_key(|node| {
            self.folded.push(Rc::clone(node));
            next
        });
        if let Some(before) = self.open.last_mut() {
            let Step { operation, does, .. } = before.step.take().expect("the way to the state");
            let choice = Choice { operation, does, to };
            // Ways of a step that show no difference, then or later.
            if !before.choices.contains(&choice) {
                before.choices.push(choice);
            }
        }
    }

    /// The states, the one where all begins first; the threads; and the number of schedules, in all and for
    /// each outcome.
    pub(super) fn fold(mut self) -> (Vec<Node>, Vec<String>, usize, BTreeMap<String, usize>) {
        while !self.open.is_empty() {
            self.close_last();
        }
        // Of all states the first one is closed last.
        let last = self.folded.len().checked_sub(1);
        let (mut order, mut number) = (Vec::new(), vec![None; self.folded.len()]);
        let mut ahead: Vec<_> = last.into_iter().collect();
        while let Some(next) = ahead.pop() {
            if number[next].is_none() {
                number[next] = Some(order.len());
                order.push(next);
                ahead.extend(self.folded[next].choices.iter().rev().map(|choice| choice.to));
            }
        }
        let renumbered = order.iter().map(|old| {
            let mut node = Node::clone(&self.folded[*old]);
            for choice in &mut node.choices {
                choice.to = number[choice.to].expect("every state is on a way from the first");
            }
            node
        });
        (renumbered.collect(), self.threads, self.schedules, self.outcomes)
    }
}
