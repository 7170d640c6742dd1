//! One execution: threads that operate on a new object, then the judgement on what they saw.

use super::classes::{Event, Events, Span, TooMany, unexplained};
use super::explain::{Claims, why};
use super::{Mask, Specification};
use crate::engine::{self, Loc, Op};
use crate::explorer::context::{self, Shared};
use crate::explorer::execution::Ending;
use crate::explorer::host;
use crate::explorer::search::order::Order;
use crate::explorer::weak::Memory;
use crate::record::history::{History, Operation};
use crate::thread::body;
use std::cell::Cell;
use std::fmt::Debug;
use std::panic::resume_unwind;
use std::sync::{Arc, Mutex, PoisonError};

/// Makes a value.
pub(super) type Make<T> = Box<dyn Fn() -> T + Send + Sync>;

/// Does an operation on the object.
type Operate<T, O, R> = dyn Fn(&T, O) -> R + Send + Sync;

/// What is run in each execution.
pub(super) struct Program<O, S, R, T> {
    pub(super) threads: Arc<[Vec<O>]>,
    pub(super) specification: Specification<O, S, R>,
    pub(super) make: Make<T>,
    pub(super) operate: Arc<Operate<T, O, R>>,
    /// Where the check stands.
    pub(super) at: Loc,
}

/// An operation that has returned. In steps of its thread: those before the call, and those before
/// the return.
struct Done<R> {
    from: usize,
    to: usize,
    result: R,
}

/// What the threads of an execution share.
struct Stage<O, R, T> {
    object: T,
    threads: Arc<[Vec<O>]>,
    operate: Arc<Operate<T, O, R>>,
    /// For each thread. All threads of a model run on one OS thread, so this orders nothing.
    done: Vec<Mutex<Vec<Done<R>>>>,
}

impl<O: Clone, R, T> Stage<O, R, T> {
    /// What one thread does.
    fn run(&self, thread: usize) {
        for op in &self.threads[thread] {
            let op = op.clone();
            let from = taken_by(thread);
            let result = (self.operate)(&self.object, op);
            let done = Done { from, to: taken_by(thread), result };
            self.done[thread].lock().unwrap_or_else(PoisonError::into_inner).push(done);
        }
    }
}

fn shared() -> &'static Shared {
    context::current().expect("a program runs in a model")
}

/// Steps that the thread has taken.
fn taken_by(thread: usize) -> usize {
    shared().engine().search.taken_by(thread)
}

impl<O, S, R, T> Program<O, S, R, T>
where
    O: Clone + Debug + Send + Sync + 'static,
    S: Clone + PartialEq,
    R: Debug + PartialEq + Send + 'static,
    T: Send + Sync + 'static,
{
    pub(super) fn run(&self) {
        let count = self.threads.len();
        let stage = Arc::new(Stage {
            object: (self.make)(),
            threads: Arc::clone(&self.threads),
            operate: Arc::clone(&self.operate),
            done: (0..count).map(|_| Mutex::default()).collect(),
        });
        // The main thread does its part: one that only joins has more orders to be tried.
        let others: Vec<usize> = (1..count).map(|number| self.start(number, &stage)).collect();
        stage.run(0);
        for &thread in &others {
            engine::perform(Op::Join { thread }, self.at);
        }
        let done: Vec<Vec<Done<R>>> = stage
            .done
            .iter()
            .map(|done| std::mem::take(&mut *done.lock().unwrap_or_else(PoisonError::into_inner)))
            .collect();
        if done.iter().zip(&*self.threads).any(|(done, ops)| done.len() < ops.len()) {
            // An operation panicked: its thread says how.
            resume_unwind(Box::new("an operation panicked"));
        }
        if shared().engine().run.threads.len() != count {
            let rule = "an operation of a history, or the making of its object, started a thread\n\
                        when an operation was called is known only where nothing starts in it";
            engine::misuse(rule.to_owned(), self.at);
        }
        self.judge(done);
    }

    /// Starts a thread whose place is that of the check.
    fn start(&self, number: usize, stage: &Arc<Stage<O, R, T>>) -> usize {
        let stage = Arc::clone(stage);
        // Its part of the object may be the last: a destructor belongs to the thread.
        let (body, _) = body(self.at, move || stage.run(number));
        engine::spawn(None, self.at, Box::new(body))
    }

    /// Ends the execution if its operations have no explanation.
    fn judge(&self, done: Vec<Vec<Done<R>>>) {
        let order = {
            let engine = &mut *shared().engine();
            engine.run.seen.histories = true;
            // What comes before what in real time is known of interleavings only.
            let interleaves = engine.run.memory == Memory::SequentiallyConsistent;
            engine.search.order().filter(|_| interleaves)
        };
        let Some(order) = order else { return };
        let mut spans = Vec::new();
        let (mut ops, mut results) = (Vec::new(), Vec::new());
        for (thread, done) in done.into_iter().enumerate() {
            for (op, Done { from, to, result }) in self.threads[thread].iter().zip(done) {
                spans.push(Span { thread, from, to });
                ops.push(op.clone());
                results.push(result);
            }
        }
        let (specification, work) = (&self.specification, Cell::new(0));
        let claims = Claims { specification, ops: &ops, results: &results, work };
        let judged = unexplained(&claims, &spans, &order);
        shared().engine().work += claims.work.get() as u64;
        match judged {
            Ok(None) => {}
            Ok(Some(events)) => {
                let history = Box::new(history(&claims, &spans, &order, &events));
                shared().engine().run.ending = Some(Ending::NotLinearizable(history));
                host::stop();
            }
            Err(TooMany) => {
                let rule = "the operations have too many orders in time to be judged\n\
                            make the history smaller: fewer threads, fewer operations";
                engine::misuse(rule.to_owned(), self.at);
            }
        }
    }
}

/// What the report says of a history without an explanation.
fn history<O, S, R>(
    claims: &Claims<'_, O, S, R>,
    spans: &[Span],
    order: &Order,
    events: &Events,
) -> History
where
    O: Clone + Debug,
    S: Clone + PartialEq,
    R: Debug + PartialEq,
{
    let position = |event| events.iter().position(|other| *other == event).unwrap_or_default();
    let operations: Vec<_> = (0..spans.len())
        .map(|op| Operation {
            thread: spans[op].thread,
            call: format!("{:?}", claims.ops[op]),
            result: format!("{:?}", claims.results[op]),
            called: position(Event::Call(op)),
            returned: position(Event::Return(op)),
        })
        .collect();
    let returned_before = |op: usize| -> Mask {
        let before = |other: &usize| operations[*other].returned < operations[op].called;
        (0..spans.len()).filter(before).fold(0, |mask, other| mask | 1 << other)
    };
    let in_thread = |op: usize| -> Mask {
        (0..op).filter(|other| spans[*other].thread == spans[op].thread).fold(0, |m, o| m | 1 << o)
    };
    let in_time: Vec<Mask> = (0..spans.len()).map(returned_before).collect();
    let in_threads: Vec<Mask> = (0..spans.len()).map(in_thread).collect();
    let named = events.iter().filter_map(|event| match *event {
        Event::Call(op) => spans[op].first(order),
        Event::Return(op) => spans[op].last(order),
    });
    History { why: why(claims, &in_time, &in_threads), choices: order.choices(named), operations }
}
