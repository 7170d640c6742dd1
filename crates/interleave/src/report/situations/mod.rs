//! Who holds what and who waits for what, after each step of a failing execution.
//!
//! It is read off the record alone: what a step did says who holds, and a thread's next step says
//! what it is about to do. A thread waits if what it is about to do is not possible yet.

mod waits;

use super::names::Names;
use super::waiting::holding;
use crate::check::trace::Trace;
use crate::explorer::clock::threads_of;
use crate::explorer::op::ObjectId;
use crate::machine::{Act, Answer, Hold, barrier, channel, once, parker, rwlock};
use crate::record::{Effect, Event, Loc};
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};
use waits::Next;

/// After each step: the threads that hold or wait, with what they hold and what they wait for.
pub(super) fn of(trace: &Trace, names: &Names) -> Vec<Value> {
    let mut next = next_steps(trace);
    let mut now = Situation::new(trace);
    let tell = |(step, event): (usize, &Event)| {
        now.apply(event);
        next[event.thread].pop();
        let told = |thread: usize| now.tell(thread, step, next[thread].last().copied(), names);
        (0..trace.threads.len()).filter_map(told).collect()
    };
    trace.events.iter().enumerate().map(tell).collect()
}

/// Of each thread its steps, the next one last.
fn next_steps(trace: &Trace) -> Vec<Vec<&Event>> {
    let mut steps = vec![Vec::new(); trace.threads.len()];
    trace.events.iter().rev().for_each(|event| steps[event.thread].push(event));
    steps
}

/// Messages that were ever sent and received, and who is gone.
#[derive(Default)]
struct Traffic {
    sent: usize,
    received: usize,
    receiver_left: bool,
}

/// How things stand between two steps.
struct Situation<'a> {
    trace: &'a Trace,
    holds: Vec<(usize, ObjectId, Hold, Loc)>,
    started: HashSet<usize>,
    ended: HashSet<usize>,
    /// Threads that were woken since they began to wait.
    woken: HashSet<usize>,
    channels: HashMap<ObjectId, Traffic>,
    /// Arrivals at each generation of a barrier.
    arrived: HashMap<(ObjectId, usize), usize>,
    /// Threads that may `park` without waiting.
    tokens: HashSet<ObjectId>,
}

impl<'a> Situation<'a> {
    fn new(trace: &'a Trace) -> Self {
        Situation {
            trace,
            holds: Vec::new(),
            started: HashSet::from([0]),
            ended: HashSet::new(),
            woken: HashSet::new(),
            channels: HashMap::new(),
            arrived: HashMap::new(),
            tokens: HashSet::new(),
        }
    }

    fn apply(&mut self, event: &Event) {
        let me = event.thread;
        match event.effect {
            Effect::Spawn { child } => drop(self.started.insert(child)),
            Effect::Exit | Effect::Died => drop(self.ended.insert(me)),
            Effect::Lock { mutex, .. } | Effect::Woken { mutex, .. } => {
                self.holds.push((me, mutex, Hold::Locks, event.at));
            }
            Effect::Unlock { mutex, .. } => self.gives_back(me, mutex),
            Effect::Wait { mutex, .. } => {
                self.gives_back(me, mutex);
                self.woken.remove(&me);
            }
            Effect::FutexWait { .. } => drop(self.woken.remove(&me)),
            Effect::Notify { woken, .. } | Effect::FutexWake { woken, .. } => {
                self.woken.extend(threads_of(woken));
            }
            Effect::Act { object, act, answer, .. } => self.acts(event, object, act, answer),
            _ => {}
        }
    }

    fn acts(&mut self, event: &Event, object: ObjectId, act: Act, answer: Answer) {
        let me = event.thread;
        match act {
            Act::RwLock(act) => match act {
                rwlock::Act::Read | rwlock::Act::ReadBehind | rwlock::Act::TryRead => {
                    self.takes(answer, event, object, Hold::Reads);
                }
                rwlock::Act::Write | rwlock::Act::WriteBehind | rwlock::Act::TryWrite => {
                    self.takes(answer, event, object, Hold::Writes);
                }
                rwlock::Act::UnlockRead | rwlock::Act::UnlockWrite { .. } => {
                    self.gives_back(me, object);
                }
                rwlock::Act::Downgrade => {
                    self.gives_back(me, object);
                    self.holds.push((me, object, Hold::Reads, event.at));
                }
                rwlock::Act::IsPoisoned | rwlock::Act::ClearPoison => {}
            },
            Act::Once(once::Act::Begin { .. }) => {
                self.takes(answer, event, object, Hold::Initializes);
            }
            Act::Once(once::Act::Finish(_)) => self.gives_back(me, object),
            Act::Barrier(barrier::Act::Arrive { .. }) => {
                *self.arrived.entry((object, answer.value as usize)).or_default() += 1;
            }
            Act::Channel(act) => {
                let traffic = self.channels.entry(object).or_default();
                match act {
                    channel::Act::Send | channel::Act::TrySend if answer.done => traffic.sent += 1,
                    channel::Act::DropReceiver => traffic.receiver_left = true,
                    _ if answer.done && receives(act) => traffic.received += 1,
                    _ => {}
                }
            }
            Act::Parker(parker::Act::Unpark) => drop(self.tokens.insert(object)),
            Act::Parker(act) if parks(act) => drop(self.tokens.remove(&object)),
            Act::Once(_) | Act::Barrier(_) | Act::Parker(_) => {}
        }
    }

    fn takes(&mut self, answer: Answer, event: &Event, object: ObjectId, how: Hold) {
        if answer.done {
            self.holds.push((event.thread, object, how, event.at));
        }
    }

    fn gives_back(&mut self, thread: usize, object: ObjectId) {
        let held = self.holds.iter().rposition(|(by, of, ..)| (*by, *of) == (thread, object));
        held.map(|held| self.holds.remove(held));
    }

    /// What the thread holds and waits for after this step; nothing if neither.
    fn tell(
        &self,
        thread: usize,
        step: usize,
        next: Option<&Event>,
        names: &Names,
    ) -> Option<Value> {
        let own = self.holds.iter().filter(|(by, ..)| *by == thread);
        let holds: Vec<_> =
            own.map(|(_, object, how, at)| holding((*object, *how, *at), names)).collect();
        let is_alive = self.started.contains(&thread) && !self.ended.contains(&thread);
        let next = match next {
            Some(event) => Next::of(event),
            None => Next::announced(self.trace.threads[thread].state),
        };
        let waits = next.filter(|_| is_alive);
        let waits = waits.and_then(|next| self.waits(thread, step, next, names));
        if holds.is_empty() && waits.is_none() {
            return None;
        }
        Some(json!({ "thread": names.thread(thread), "holds": holds, "waits": waits }))
    }
}

fn receives(act: channel::Act) -> bool {
    use channel::Act::{Await, Recv, RecvTimeout, TryRecv};
    matches!(act, Recv | Await | TryRecv | RecvTimeout { .. })
}

fn parks(act: parker::Act) -> bool {
    use parker::Act::{Park, ParkSpuriously, ParkTimeout};
    matches!(act, Park | ParkSpuriously | ParkTimeout { .. })
}
