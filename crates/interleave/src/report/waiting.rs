//! Who holds what, and who waits for whom.

use super::names::Names;
use super::rows::intention;
use super::source::written_at;
use crate::check::trace::{Standing, State, ThreadInfo, Trace};
use crate::explorer::op::{ObjectId, Op};
use crate::machine::{Act, Hold, channel, once, parker, rwlock};
use crate::record::Loc;

/// Threads that wait for ever, if nobody is left that could go on: with the one that panicked gone.
pub(super) fn left_waiting(trace: &Trace, names: &Names) -> Vec<String> {
    let ended = |thread: &ThreadInfo| matches!(thread.state, State::Died | State::Finished);
    if !trace.threads.iter().all(|thread| ended(thread) || blocked(thread, trace)) {
        return Vec::new();
    }
    let threads = trace.threads.iter().enumerate();
    threads.filter_map(|(number, thread)| waiting(number, thread, trace, names)).collect()
}

fn blocked(thread: &ThreadInfo, trace: &Trace) -> bool {
    match thread.state {
        State::Before(Op::Lock { mutex }, _) => {
            matches!(trace.standing[mutex as usize], Standing::Held(_))
        }
        State::Before(Op::Reacquire { .. } | Op::FutexWoken { .. } | Op::Join { .. }, _) => true,
        State::Before(Op::Act { act, .. }, _) => act.may_block(),
        _ => false,
    }
}

/// What a thread holds, and what it waits for.
pub(super) fn waiting(
    number: usize,
    thread: &ThreadInfo,
    trace: &Trace,
    names: &Names,
) -> Option<String> {
    let State::Before(op, at) = thread.state else { return None };
    let holds = thread.holds.iter().map(|held| holding(*held, names)).collect::<Vec<_>>();
    let holds = if holds.is_empty() { String::new() } else { format!("{} and ", holds.join(", ")) };
    let waits = match op {
        Op::Lock { mutex } => {
            let why = held_by(number, mutex, trace, names);
            format!("waits for `{}`, {why}", names.object(mutex))
        }
        Op::Act { object, act } => waits(number, object, act, trace, names),
        Op::FutexWoken { atomic } => {
            let name = names.object(atomic);
            format!("waits on the address of `{name}`, and no thread is left that could wake it")
        }
        Op::Reacquire { condvar, .. } => {
            let name = names.object(condvar);
            format!("waits on `{name}`, and no thread is left that could notify it")
        }
        Op::Join { thread } => format!("waits for {} to end", names.thread(thread)),
        Op::Yield | Op::Await => {
            "yields in a loop, and no thread is left that could change anything".to_owned()
        }
        ref other => format!("is about to do {}", intention(other, names)),
    };
    let place = written_at(at).map_or(String::new(), |place| format!(" ({place})"));
    Some(format!("{} {holds}{waits}{place}", thread.name))
}

/// What keeps others from the object.
pub(super) fn holding((object, how, at): (ObjectId, Hold, Loc), names: &Names) -> String {
    let name = names.object(object);
    let place =
        |word: &str| written_at(at).map_or(String::new(), |place| format!(" ({word} {place})"));
    match how {
        Hold::Locks => format!("holds `{name}`{}", place("locked at")),
        Hold::Reads => format!("holds `{name}` for reading{}", place("since")),
        Hold::Writes => format!("holds `{name}` for writing{}", place("since")),
        Hold::Initializes => format!("initializes `{name}`{}", place("since")),
    }
}

/// Who has what a thread waits for.
fn held_by(me: usize, object: ObjectId, trace: &Trace, names: &Names) -> String {
    let holders = holders(object, trace);
    if holders.is_empty() {
        return "which is free".to_owned();
    }
    let gone =
        |holder: &&usize| matches!(trace.threads[**holder].state, State::Finished | State::Died);
    if let Some(holder) = holders.iter().find(gone) {
        return format!("which {} never unlocked", names.thread(*holder));
    }
    let others = holders.iter().filter(|holder| **holder != me);
    let others = others.map(|holder| names.thread(*holder)).collect::<Vec<_>>().join(" and ");
    match (holders.contains(&me), others.as_str()) {
        (true, "") => "which it holds itself".to_owned(),
        (true, others) => format!("which it and {others} hold"),
        (false, others) => format!("held by {others}"),
    }
}

/// The threads that keep others from the object, each once.
fn holders(object: ObjectId, trace: &Trace) -> Vec<usize> {
    let Standing::Held(holders) = &trace.standing[object as usize] else { return Vec::new() };
    let mut holders = holders.clone();
    holders.sort_unstable();
    holders.dedup();
    holders
}

/// What a thread waits for that does not come.
fn waits(me: usize, object: ObjectId, act: Act, trace: &Trace, names: &Names) -> String {
    let name = names.object(object);
    match (act, &trace.standing[object as usize]) {
        (Act::RwLock(rwlock::Act::ReadBehind), _) => {
            format!("waits to read `{name}`, behind {}", writers_before(me, object, trace, names))
        }
        (Act::RwLock(act), _) => {
            let how = if act == rwlock::Act::Read { "read" } else { "write" };
            format!("waits to {how} `{name}`, {}", held_by(me, object, trace, names))
        }
        (Act::Barrier(_), Standing::Barrier { arrived, size }) => {
            format!(
                "waits at `{name}`: {arrived} of {size} threads have come, and no other is left \
                 that could"
            )
        }
        (Act::Once(act), _) => {
            let wanted = format!("waits until `{name}` is initialized");
            match holders(object, trace).first() {
                Some(by) if *by == me => format!("{wanted}, which it does itself"),
                Some(by) => format!("{wanted}, which {} does", names.thread(*by)),
                None if matches!(act, once::Act::Wait { .. }) => {
                    format!("{wanted}, and no thread is left that could do it")
                }
                None => wanted,
            }
        }
        (Act::Channel(channel::Act::Recv), Standing::Channel { senders, .. }) => {
            let name = names.receiver(object);
            let whose = if *senders == 1 {
                "its sender is not dropped, but no thread can send".to_owned()
            } else {
                format!("its {senders} senders are not dropped, but no thread can send")
            };
            format!("waits for a message on `{name}`: {whose}")
        }
        (Act::Channel(channel::Act::Taken { .. }), _) => {
            let receiver = names.receiver(object);
            format!("waits until its message is received on `{receiver}`, and nobody does")
        }
        (Act::Channel(_), Standing::Channel { messages, .. }) => {
            let count = if *messages == 1 { "1 message" } else { &format!("{messages} messages") };
            format!("waits for room on `{name}`, which is full ({count}), and nobody receives")
        }
        (Act::Parker(parker::Act::Park), _) => {
            "is parked, and no thread is left that could unpark it".to_owned()
        }
        _ => format!("is about to do {}", super::machines::intention(act, object, names)),
    }
}

/// The threads that wait to write.
fn writers_before(me: usize, object: ObjectId, trace: &Trace, names: &Names) -> String {
    let waits = |thread: &ThreadInfo| {
        let writes = Act::RwLock(rwlock::Act::WriteBehind);
        matches!(thread.state, State::Before(Op::Act { object: of, act }, _)
            if of == object && act == writes)
    };
    let threads = trace.threads.iter().enumerate();
    let writers = threads.filter(|(number, thread)| *number != me && waits(thread));
    let writers: Vec<_> = writers.map(|(number, _)| names.thread(number)).collect();
    match writers[..] {
        [] => "a writer".to_owned(),
        [writer] => format!("{writer}, which waits to write it"),
        _ => format!("{}, which wait to write it", writers.join(" and ")),
    }
}
