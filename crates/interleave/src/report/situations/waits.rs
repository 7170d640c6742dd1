//! What a thread waits for, in the words that the report has for the end of an execution.

use super::{Situation, Traffic, parks};
use crate::check::trace::{Standing, State};
use crate::explorer::op::{ObjectId, Op};
use crate::machine::{Act, Answer, Hold, barrier, channel, once, rwlock};
use crate::record::{Effect, Event};
use crate::report::names::Names;

/// What a thread is about to do, as far as it may have to wait for it.
#[derive(Clone, Copy)]
pub(super) enum Next {
    Lock(ObjectId),
    /// It waits on the condition variable, and will lock the mutex.
    Woken(ObjectId, ObjectId),
    Futex(ObjectId),
    Join(usize),
    /// With the answer that it will get, where that is known.
    Act(ObjectId, Act, Option<Answer>),
}

impl Next {
    pub(super) fn of(event: &Event) -> Option<Next> {
        Some(match event.effect {
            Effect::Lock { mutex, .. } => Next::Lock(mutex),
            Effect::Woken { condvar, mutex, .. } => Next::Woken(condvar, mutex),
            Effect::FutexWoken { atomic, .. } => Next::Futex(atomic),
            Effect::Join { child } => Next::Join(child),
            Effect::Act { object, act, answer, .. } => Next::Act(object, act, Some(answer)),
            _ => return None,
        })
    }

    /// What it never came to.
    pub(super) fn announced(state: State) -> Option<Next> {
        let State::Before(op, _) = state else { return None };
        Some(match op {
            Op::Lock { mutex } => Next::Lock(mutex),
            Op::Reacquire { condvar, mutex, .. } => Next::Woken(condvar, mutex),
            Op::FutexWoken { atomic } => Next::Futex(atomic),
            Op::Join { thread } => Next::Join(thread),
            Op::Act { object, act } => Next::Act(object, act, None),
            _ => return None,
        })
    }
}

impl Situation<'_> {
    pub(super) fn waits(
        &self,
        me: usize,
        step: usize,
        next: Next,
        names: &Names,
    ) -> Option<String> {
        match next {
            Next::Lock(mutex) => {
                let by = self.held_by(me, mutex, names)?;
                Some(format!("waits for `{}`, {by}", names.object(mutex)))
            }
            Next::Woken(condvar, _) if !self.woken.contains(&me) => {
                Some(format!("waits on `{}`", names.object(condvar)))
            }
            Next::Woken(_, mutex) => {
                let by = self.held_by(me, mutex, names)?;
                Some(format!("is woken, and waits for `{}`, {by}", names.object(mutex)))
            }
            Next::Futex(atomic) => {
                let waits = || format!("waits on the address of `{}`", names.object(atomic));
                (!self.woken.contains(&me)).then(waits)
            }
            Next::Join(child) => {
                let waits = || format!("waits for {} to end", names.thread(child));
                (!self.ended.contains(&child)).then(waits)
            }
            Next::Act(object, act, answer) => self.waits_to(me, step, object, act, answer, names),
        }
    }

    fn waits_to(
        &self,
        me: usize,
        step: usize,
        object: ObjectId,
        act: Act,
        answer: Option<Answer>,
        names: &Names,
    ) -> Option<String> {
        let name = names.object(object);
        match act {
            Act::RwLock(rwlock::Act::Read | rwlock::Act::ReadBehind) => {
                let writes = |(_, of, how, _): &&(_, ObjectId, Hold, _)| {
                    *of == object && matches!(how, Hold::Writes)
                };
                match self.holds.iter().find(writes) {
                    Some(_) => {
                        let by = self.held_by(me, object, names)?;
                        Some(format!("waits to read `{name}`, {by}"))
                    }
                    None if act == Act::RwLock(rwlock::Act::ReadBehind) => {
                        Some(format!("waits to read `{name}`, behind a writer"))
                    }
                    None => None,
                }
            }
            Act::RwLock(rwlock::Act::Write | rwlock::Act::WriteBehind) => {
                let by = self.held_by(me, object, names)?;
                Some(format!("waits to write `{name}`, {by}"))
            }
            Act::Once(once::Act::Begin { .. } | once::Act::Wait { .. }) => {
                let (by, ..) = self.holds.iter().find(|(_, of, ..)| *of == object)?;
                let by = if *by == me {
                    "it does itself".into()
                } else {
                    format!("{} does", names.thread(*by))
                };
                Some(format!("waits until `{name}` is initialized, which {by}"))
            }
            Act::Barrier(barrier::Act::Leave { generation }) => {
                let Standing::Barrier { size, .. } = self.trace.standing[object as usize] else {
                    return None;
                };
                let arrived = self.arrived.get(&(object, generation)).copied().unwrap_or(0);
                (arrived < size)
                    .then(|| format!("waits at `{name}`: {arrived} of {size} threads have come"))
            }
            Act::Channel(act) => self.waits_for_channel(step, object, act, answer, names),
            Act::Parker(act) if parks(act) && !self.tokens.contains(&object) => {
                Some("is parked".to_owned())
            }
            _ => None,
        }
    }

    fn waits_for_channel(
        &self,
        step: usize,
        channel: ObjectId,
        act: channel::Act,
        answer: Option<Answer>,
        names: &Names,
    ) -> Option<String> {
        let Standing::Channel { bound, .. } = self.trace.standing[channel as usize] else {
            return None;
        };
        let none = Traffic::default();
        let traffic = self.channels.get(&channel).unwrap_or(&none);
        let messages = traffic.sent.saturating_sub(traffic.received);
        match act {
            channel::Act::Recv | channel::Act::RecvTimeout { .. } if messages == 0 => {
                // It will learn that nobody is left, and all have left already.
                let hangs_up = |event: &Event| {
                    matches!(event.effect, Effect::Act { object, act, .. }
                        if object == channel && act == Act::Channel(channel::Act::DropSender))
                };
                let is_told = answer.is_some_and(|answer| !answer.done)
                    && !self.trace.events[step + 1..].iter().any(hangs_up);
                let waits = || format!("waits for a message on `{}`", names.receiver(channel));
                (!is_told).then(waits)
            }
            channel::Act::Send if !traffic.receiver_left => {
                let is_full = bound.is_some_and(|most| most > 0 && messages >= most);
                is_full.then(|| {
                    format!("waits for room on `{}`, which is full", names.object(channel))
                })
            }
            channel::Act::Taken { message } if !traffic.receiver_left => {
                let waits = || {
                    format!("waits until its message is received on `{}`", names.receiver(channel))
                };
                (traffic.received <= message).then(waits)
            }
            _ => None,
        }
    }

    /// Who has it, in words; `None` if it is free.
    fn held_by(&self, me: usize, object: ObjectId, names: &Names) -> Option<String> {
        let holders = self.holds.iter().filter(|(_, of, ..)| *of == object).map(|(by, ..)| *by);
        let mut holders: Vec<_> = holders.collect();
        holders.sort_unstable();
        holders.dedup();
        if let Some(gone) = holders.iter().find(|holder| self.ended.contains(holder)) {
            return Some(format!("which {} never unlocked", names.thread(*gone)));
        }
        let others = holders.iter().filter(|holder| **holder != me);
        let others = others.map(|holder| names.thread(*holder)).collect::<Vec<_>>().join(" and ");
        match (holders.contains(&me), others.as_str()) {
            (false, "") => None,
            (false, others) => Some(format!("held by {others}")),
            (true, "") => Some("which it holds itself".to_owned()),
            (true, others) => Some(format!("which it and {others} hold")),
        }
    }
}
