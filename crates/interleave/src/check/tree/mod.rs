//! The complete tree of choices of a small program.
//!
//! Every execution is run, and two states are one where the same can happen from there on: the
//! tree is folded from its leaves.

mod grow;
mod json;
mod leaves;

use super::{Model, Report, Subject, watch};
use crate::report::moments::Line;
use grow::{Growth, Leaf as Grown};
use leaves::Leaf;
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::panic::Location;
use std::sync::{Arc, Mutex, PoisonError};

/// All that a program can do, choice by choice; see [`Model::tree`].
#[derive(Debug)]
pub struct Tree {
    nodes: Vec<Node>,
    threads: Vec<String>,
    schedules: usize,
    outcomes: BTreeMap<String, usize>,
    subject: Subject,
    preemptions: Option<u32>,
    spurious_wakeups: u32,
}

/// A state: what can happen from here on.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
struct Node {
    choices: Vec<Choice>,
    /// What the threads are about to do that cannot be chosen.
    waits: Vec<Line>,
    /// How the execution ends, if it ends here.
    end: Option<End>,
}

/// A step that can be taken.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
struct Choice {
    operation: Line,
    does: Vec<Line>,
    /// The number of the state behind it.
    to: usize,
}

/// How an execution ends.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
enum End {
    /// The closure returned this.
    Outcome(String),
    /// It failed.
    Fails { kind: &'static str, headline: String },
}

impl Model {
    /// Runs the closure in every order that its threads can take, and returns the tree of all choices:
    /// at each state, which threads can go on, what each is about to do, what that step does, and
    /// where it leads; at each leaf, what the closure returns or how the execution fails.
    ///
    /// ```
    /// use interleave::{Model, sync::{Arc, atomic::{AtomicU32, Ordering::SeqCst}}, thread};
    ///
    /// let tree = Model::new()
    ///     .tree(|| {
    ///         let n = Arc::new(AtomicU32::new(0));
    ///         let m = Arc::clone(&n);
    ///         let other = thread::spawn(move || m.store(1, SeqCst));
    ///         let seen = n.load(SeqCst);
    ///         other.join().unwrap();
    ///         seen
    ///     })
    ///     .unwrap();
    /// assert_eq!(tree.schedules(), 2);
    /// assert_eq!(tree.outcomes()["1"], 1);
    /// assert!(tree.to_json().contains(r#"{"outcome":"1"}"#));
    /// ```
    ///
    /// Unlike [`check`](Model::check) it leaves nothing out that only repeats something: steps that
    /// commute come in both orders. Loads return the newest value, whatever their orderings. A thread
    /// that yields lets the others go first, as in every search. Spurious wake-ups, weak exchanges
    /// that fail and the other choices of a step are in the tree as long as the model allows them;
    /// with [`preemptions`](Model::preemptions), it has only as many switches.
    ///
    /// States from which the same can happen are one state, so what is called a tree here is a graph
    /// without circles.
    ///
    /// # Errors
    /// If there are more schedules than [`executions`](Model::executions) allows, or more than 1,000
    /// that fail: nothing is cut off. Also if the closure does not do the same each time.
    ///
    /// # Panics
    /// If the model is one of random walks.
    #[track_caller]
    pub fn tree<T, F>(self, closure: F) -> Result<Tree, Report>
    where
        T: Debug + 'static,
        F: Fn() -> T + Send + Sync + 'static,
    {
        assert!(self.walk.is_none(), "random walks have no tree: leave out `random_walks`");
        let subject = Subject::of::<F>(Location::caller());
        // What is returned may own what the execution made.
        let model = self.leaks();
        let latest = Arc::new(Mutex::new(None));
        let returned = Arc::clone(&latest);
        let run = Arc::new(move || {
            let outcome = format!("{:?}", closure());
            *returned.lock().unwrap_or_else(PoisonError::into_inner) = Some(outcome);
        });
        let grown = watch::watched(&model, &subject, run, move |explorer| {
            let mut growth = Growth::default();
            explorer.run_every(|leaf| {
                let outcome = latest.lock().unwrap_or_else(PoisonError::into_inner).take();
                match leaf {
                    Leaf::StartsOver => growth = Growth::default(),
                    Leaf::Of(engine, failure) => growth.add(&Grown::of(engine, failure, outcome)),
                }
            })?;
            Ok(growth.fold())
        });
        match grown {
            Ok((nodes, threads, schedules, outcomes)) => Ok(Tree {
                nodes,
                threads,
                schedules,
                outcomes,
                subject,
                preemptions: model.preemptions,
                spurious_wakeups: model.spurious_wakeups,
            }),
            Err(failure) => Err(Report { subject, failure }),
        }
    }
}

impl Tree {
    /// In how many ways the program can run.
    pub fn schedules(&self) -> usize {
        self.schedules
    }

    /// In how many of them the closure returns what: outcomes as text, without those that take an old value.
    pub fn outcomes(&self) -> &BTreeMap<String, usize> {
        &self.outcomes
    }

    /// Different states.
    pub fn states(&self) -> usize {
        self.nodes.len()
    }

    /// The tree as JSON: one object, in one line.
    ///
    /// - `schema`: 1. Fields are added without changing it.
    /// - `test`, `file`, `line`: where the tree was asked for.
    /// - `preemptions` (`null`: any number) and `spurious_wakeups`: most in an execution.
    /// - `threads`: names, in the order in which they are first spawned.
    /// - `schedules`: how many ways lead from the first state to a last one.
    /// - `states`: an array. The first is where the program begins; a state comes before those that
    ///   it leads to for the first time. Each has
    ///   - `choices`: the steps that can be taken, each with its `thread`, the `operation` with which
    ///     it begins, its `file` and `line` (`null` if it has none), the index of the state to which it
    ///     leads as `to`, and what it `does`: texts, each with `thread`, `file` and `line`. More than
    ///     one choice of a thread are those that its step has.
    ///   - `waits`: what the threads that cannot be chosen are about to do.
    ///   - `end`: `null`, `{"outcome": …}` with what the closure returns as text, or
    ///     `{"fails": kind, "headline": …}`.
    pub fn to_json(&self) -> String {
        json::of(self).to_string()
    }
}
