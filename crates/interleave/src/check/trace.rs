//! A finished execution, taken out of the engine for the report.

use crate::explorer::execution::{Execution, Panic};
use crate::explorer::objects::Object;
use crate::explorer::op::{ObjectId, Op};
use crate::machine::{Hold, Machine};
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
    /// What it keeps from others, how, and since where.
    pub(crate) holds: Vec<(ObjectId, Hold, Loc)>,
}

/// How an object stood when the execution ended, as far as somebody may wait for it.
#[derive(Clone)]
pub(crate) enum Standing {
    Free,
    /// By these threads.
    Held(Vec<usize>),
    Barrier {
        arrived: usize,
        size: usize,
    },
    Channel {
        messages: usize,
        senders: usize,
        /// How many messages it holds at most.
        bound: Option<usize>,
    },
}

/// The record of an execution.
#[derive(Clone)]
pub(crate) struct Trace {
    pub(crate) events: Vec<Event>,
    pub(crate) objects: Vec<ObjectInfo>,
    /// Of each object.
    pub(crate) standing: Vec<Standing>,
    pub(crate) threads: Vec<ThreadInfo>,
}

impl Trace {
    pub(crate) fn of(run: &Execution) -> Self {
        let threads = run.threads.iter().enumerate().map(|(number, thread)| {
            let default_name =
                || if number == 0 { "main".to_owned() } else { format!("T{number}") };
            let held = |(id, object): (usize, &Object)| {
                let (_, how, at) = holders(object).into_iter().find(|(by, ..)| *by == number)?;
                Some((ObjectId::try_from(id).ok()?, how, at))
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
            standing: run.objects.iter().map(standing).collect(),
            threads: threads.collect(),
        }
    }
}

/// Who keeps others from using the object, how, and since where.
fn holders(object: &Object) -> Vec<(usize, Hold, Loc)> {
    match object {
        Object::Mutex(mutex) => {
            mutex.holder.map(|(by, at)| (by, Hold::Locks, at)).into_iter().collect()
        }
        Object::Machine { machine, .. } => machine.holders(),
        _ => Vec::new(),
    }
}

fn standing(object: &Object) -> Standing {
    match object {
        Object::Machine { machine: Machine::Barrier(barrier), .. } => {
            let (arrived, size) = barrier.count();
            Standing::Barrier { arrived, size }
        }
        Object::Machine { machine: Machine::Channel(channel), .. } => {
            let (messages, senders) = (channel.len(), channel.senders());
            Standing::Channel { messages, senders, bound: channel.bound() }
        }
        object => match holders(object) {
            holders if holders.is_empty() => Standing::Free,
            holders => Standing::Held(holders.into_iter().map(|(thread, ..)| thread).collect()),
        },
    }
}
