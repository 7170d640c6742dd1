//! A finished execution, taken out of the engine for the report.

use crate::explorer::execution::{Execution, Panic};
use crate::explorer::objects::Object;
use crate::explorer::op::{ObjectId, Op};
use crate::record::{Event, Loc, ObjectInfo};

/// How a thread stood when the execution ended.
#[derive(Clone, Copy)]
pub(crate) enum State {
    Finished,
    /// Ended by a panic.
    Died,
    /// Has announced this and not done it.
    Before(Op, Loc),
    /// Between two operations.
    Running,
}

/// A thread as the report needs it.
#[derive(Clone)]
pub(crate) struct ThreadInfo {
    pub(crate) name: String,
    pub(crate) state: State,
    pub(crate) panics: Vec<Panic>,
    /// The mutexes it holds, and where it locked them.
    pub(crate) holds: Vec<(ObjectId, Loc)>,
}

/// The record of an execution.
#[derive(Clone)]
pub(crate) struct Trace {
    pub(crate) events: Vec<Event>,
    pub(crate) objects: Vec<ObjectInfo>,
    /// Who holds each mutex.
    pub(crate) holders: Vec<Option<usize>>,
    pub(crate) threads: Vec<ThreadInfo>,
}

impl Trace {
    pub(crate) fn of(run: &Execution) -> Self {
        let holder = |object: &Object| match object {
            Object::Mutex(mutex) => mutex.holder,
            _ => None,
        };
        let threads = run.threads.iter().enumerate().map(|(number, thread)| {
            let default_name =
                || if number == 0 { "main".to_owned() } else { format!("T{number}") };
            let held = |(id, object): (usize, &Object)| match holder(object) {
                Some((by, at)) if by == number => Some((ObjectId::try_from(id).ok()?, at)),
                _ => None,
            };
            ThreadInfo {
                name: match &thread.name {
                    Some(name)
                        if run.threads.iter().any(|other| {
                            other.name == thread.name && !std::ptr::eq(other, thread)
                        }) =>
                    {
                        format!("{}#{number}", name.escape_debug())
                    }
                    Some(name) => name.escape_debug().to_string(),
                    None => default_name(),
                },
                state: match thread.pending {
                    _ if thread.died => State::Died,
                    _ if thread.finished => State::Finished,
                    Some((op, at)) => State::Before(op, at),
                    None => State::Running,
                },
                panics: thread.panics.clone(),
                holds: run.objects.iter().enumerate().filter_map(held).collect(),
            }
        });
        Trace {
            events: run.log.clone(),
            objects: run.infos.clone(),
            holders: run.objects.iter().map(|object| holder(object).map(|held| held.0)).collect(),
            threads: threads.collect(),
        }
    }
}
