//! What an execution leaves behind: objects with an owner, and messages that nobody received.

use super::names::Names;
use super::source::{short, written_at};
use crate::check::trace::{Standing, Trace};
use crate::explorer::op::ObjectId;
use crate::machine::{Act, channel};
use crate::record::{Effect, Event, Kind};

/// Messages that are named.
const LISTED: usize = 3;

pub(super) fn headline(objects: &[ObjectId], trace: Option<&Trace>) -> &'static str {
    let is_channel = |id: &ObjectId| trace.is_some_and(|trace| of(*id, trace) == Kind::Channel);
    if objects.iter().all(is_channel) {
        "LEAK: a message that was sent is never received"
    } else {
        "LEAK: something that was made is never dropped"
    }
}

pub(super) fn tell(objects: &[ObjectId], trace: &Trace, names: &Names) -> Vec<String> {
    let mut lines = Vec::new();
    for object in objects {
        let created = trace.objects[*object as usize].created;
        let (name, made) = (names.object(*object), short(created.file(), created.line()));
        match of(*object, trace) {
            Kind::Channel => lines.extend(undelivered(*object, trace, names)),
            Kind::Arc => lines
                .push(format!("the `Arc` `{name}`, made at {made}, still has an owner at the end")),
            _ => lines.push(format!("the allocation `{name}`, made at {made}, is never freed")),
        }
    }
    lines
}

pub(super) fn advice(objects: &[ObjectId], trace: Option<&Trace>) -> &'static str {
    let has = |kind| trace.is_some_and(|trace| objects.iter().any(|id| of(*id, trace) == kind));
    if has(Kind::Arc) {
        "look for a cycle of `Arc`s, for `mem::forget`, and for an `Arc::into_raw` without its \
         `from_raw`"
    } else if has(Kind::Channel) {
        "receive until all senders are gone, as `for message in rx` does, before the receiver goes"
    } else {
        "look for `mem::forget`, and for a raw pointer that nobody turns back into the `Box` that it \
         came from"
    }
}

fn of(object: ObjectId, trace: &Trace) -> Kind {
    trace.objects[object as usize].kind
}

/// The messages that are left in a channel, and who sent them.
fn undelivered(channel: ObjectId, trace: &Trace, names: &Names) -> Vec<String> {
    let Standing::Channel { messages, .. } = trace.standing[channel as usize] else {
        return Vec::new();
    };
    let (sender, receiver) = (names.object(channel), names.receiver(channel));
    let created = trace.objects[channel as usize].created;
    let made = short(created.file(), created.line());
    let count = if messages == 1 { "1 message is" } else { &format!("{messages} messages are") };
    let ends = if sender == receiver {
        format!("`{sender}`")
    } else {
        format!("of `{sender}` and `{receiver}`")
    };
    let mut lines = vec![format!("{count} left in the channel {ends}, made at {made}")];
    // Received in the order in which they were sent: those that are left are the last ones.
    let sends: Vec<_> = trace.events.iter().filter_map(|event| sent(event, channel)).collect();
    let left = &sends[sends.len().saturating_sub(messages)..];
    lines.extend(left.iter().take(LISTED).map(|(event, value)| {
        let shape = trace.objects[channel as usize].shape;
        let what = value.map_or("a message".to_owned(), |bits| shape.show(bits));
        let place = written_at(event.at).map_or(String::new(), |place| format!(" at {place}"));
        format!("  {} sent {what}{place}", names.thread(event.thread))
    }));
    if left.len() > LISTED {
        lines.push(format!("  ({} more)", left.len() - LISTED));
    }
    let dropped = trace.events.iter().rev().find(|event| {
        matches!(event.effect, Effect::Act { object, act: Act::Channel(channel::Act::DropReceiver), .. }
            if object == channel)
    });
    if let Some(event) = dropped {
        let who = names.thread(event.thread);
        lines.push(format!("{who} drops the receiver `{receiver}` without them"));
    }
    lines
}

/// A message that was sent, and its value.
fn sent(event: &Event, channel: ObjectId) -> Option<(&Event, Option<u64>)> {
    match event.effect {
        Effect::Act { object, act: Act::Channel(act), answer, value } if object == channel => {
            let sends = matches!(act, channel::Act::Send | channel::Act::TrySend) && answer.done;
            sends.then_some((event, value))
        }
        _ => None,
    }
}
