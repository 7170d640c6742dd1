//! The order of an execution's steps, as far as it matters.
//!
//! The reduced search runs one execution of each class that differ only in the order of steps that
//! commute. Whoever asks more of an execution than what its threads see has to ask it of the whole
//! class: of every order that keeps the dependent steps as they are.

use super::super::clock::Clock;
use super::super::op::Op;
use super::{Mode, Node, Search};

/// The steps of an execution, in the order in which they were taken.
pub(crate) struct Order {
    /// Choices before the first step.
    choices: Vec<usize>,
    steps: Vec<Taken>,
    /// No other order counts: the search runs each of them by itself.
    total: bool,
}

struct Taken {
    thread: usize,
    /// The steps before it in every execution of the class, itself included.
    before: Clock,
    /// The thread, and how the choices in this step and up to the next one went.
    choices: Vec<usize>,
}

impl Search {
    /// Steps that the thread has taken.
    pub(crate) fn taken_by(&self, thread: usize) -> usize {
        self.steps.all().iter().filter(|step| step.thread == thread).count()
    }

    /// The steps so far. `None` if the execution repeats one of a class that was looked at.
    pub(crate) fn order(&self) -> Option<Order> {
        if self.pruned {
            return None;
        }
        let mut steps: Vec<Taken> = Vec::new();
        for step in self.steps.all() {
            let mut before = step.order;
            // The thread that joins learns of the other's steps only by the step itself.
            if let Op::Join { thread } = step.placed.op
                && let Some(last) = steps.iter().rev().find(|taken| taken.thread == thread)
            {
                before.join(&last.before);
            }
            let node = step.node?;
            let mut choices = vec![step.thread];
            choices.extend(self.choices_from(node + 1));
            steps.push(Taken { thread: step.thread, before, choices });
        }
        let choices = self.choices_from(0).collect();
        Some(Order { choices, steps, total: self.mode != Mode::Reduced })
    }

    /// The choices that are no schedule, from a place on the path to the next step.
    fn choices_from(&self, node: usize) -> impl Iterator<Item = usize> {
        self.path[node..].iter().map_while(|node| match *node {
            Node::Choice { chosen, .. } => Some(chosen),
            Node::Schedule { .. } => None,
        })
    }
}

impl Order {
    /// The position of a thread's step, counted from zero.
    pub(crate) fn step(&self, thread: usize, number: usize) -> Option<usize> {
        let own = self.steps.iter().enumerate().filter(|(_, step)| step.thread == thread);
        own.map(|(position, _)| position).nth(number)
    }

    /// Step `a` lies before step `b` in every execution of the class.
    pub(crate) fn before(&self, a: usize, b: usize) -> bool {
        if self.total {
            return a < b;
        }
        let (thread, time) = (self.steps[a].thread, self.steps[a].before.of(self.steps[a].thread));
        a != b && self.steps[b].before.of(thread) >= time
    }

    /// The choices that lead to an execution of the class that takes the named steps in this
    /// order, which must be possible. What has to come before one of them is taken just before it.
    pub(crate) fn choices(&self, named: impl IntoIterator<Item = usize>) -> Vec<usize> {
        let mut left: Vec<usize> = (0..self.steps.len()).collect();
        let mut choices = self.choices.clone();
        let mut take = |wanted: &dyn Fn(usize) -> bool| {
            left.retain(|&step| {
                let now = wanted(step);
                if now {
                    choices.extend(&self.steps[step].choices);
                }
                !now
            });
        };
        for name in named {
            take(&|step| step == name || self.before(step, name));
        }
        take(&|_| true);
        choices
    }
}

#[cfg(test)]
impl Order {
    /// The order of steps of which each is a thread's use of an object.
    pub(crate) fn of_uses(uses: &[(usize, usize)]) -> Self {
        let mut steps: Vec<Taken> = Vec::new();
        for (at, &(thread, object)) in uses.iter().enumerate() {
            let mut before = Clock::default();
            for (earlier, taken) in uses.iter().zip(&steps).take(at) {
                if earlier.0 == thread || earlier.1 == object {
                    before.join(&taken.before);
                }
            }
            before.tick(thread);
            steps.push(Taken { thread, before, choices: vec![thread] });
        }
        Order { choices: Vec::new(), steps, total: false }
    }
}
