//! The words for the steps of the [machines](crate::machine).

use super::names::Names;
use crate::explorer::op::ObjectId;
use crate::machine::{Act, Answer, barrier, channel, once, parker, rwlock};
use std::borrow::Cow;

/// What an action did. `value` is the value that it came by, as text.
pub(super) fn describe(
    act: Act,
    answer: Answer,
    object: ObjectId,
    value: Option<&str>,
    names: &Names,
) -> String {
    let name = names.object(object);
    let held = value.map_or(String::new(), |value| format!(" (={value})"));
    match act {
        Act::RwLock(act) => lock(act, answer, name, &held),
        Act::Barrier(barrier::Act::Arrive { .. }) => format!("wait {name}: arrives"),
        Act::Barrier(barrier::Act::Leave { .. }) => format!("wait {name}: all are there"),
        Act::Once(act) => initialize(act, answer, name),
        Act::Channel(act) => transfer(act, answer, object, value, names),
        Act::Parker(act) => park(act, answer, name),
    }
}

fn lock(act: rwlock::Act, answer: Answer, name: &str, held: &str) -> String {
    use rwlock::Act::{
        ClearPoison, Downgrade, IsPoisoned, Read, ReadBehind, TryRead, TryWrite, UnlockRead,
        UnlockWrite, Write, WriteBehind,
    };
    let done = answer.done;
    match act {
        Read if !done => format!("read {name}: waits behind a writer"),
        Write if !done => format!("write {name}: begins to wait"),
        Read | ReadBehind => format!("read {name}{held}"),
        Write | WriteBehind => format!("write {name}{held}"),
        TryRead if done => format!("try_read {name}{held}"),
        TryRead => format!("try_read {name}: busy"),
        TryWrite if done => format!("try_write {name}{held}"),
        TryWrite => format!("try_write {name}: busy"),
        UnlockRead => format!("unlock {name} (read)"),
        UnlockWrite { poisons } => {
            format!("unlock {name}{held}{}", if poisons { ", poisoned" } else { "" })
        }
        Downgrade => format!("downgrade {name}"),
        IsPoisoned => format!("{name}.is_poisoned → {}", answer.value != 0),
        ClearPoison => format!("{name}.clear_poison"),
    }
}

fn initialize(act: once::Act, answer: Answer, name: &str) -> String {
    match act {
        once::Act::Begin { .. } | once::Act::Wait { .. } => match (answer.done, answer.value) {
            (true, _) => format!("{name}: begins to initialize"),
            (false, 0) => format!("{name}: is initialized"),
            (false, _) => format!("{name}: is poisoned"),
        },
        once::Act::Finish(once::Left::Complete) => format!("{name}: has initialized"),
        once::Act::Finish(once::Left::New) => format!("{name}: is left empty"),
        once::Act::Finish(once::Left::Poisoned) => format!("{name}: poisoned"),
        once::Act::IsCompleted => format!("{name}: initialized → {}", answer.value != 0),
    }
}

fn transfer(
    act: channel::Act,
    answer: Answer,
    object: ObjectId,
    value: Option<&str>,
    names: &Names,
) -> String {
    use channel::Act::{
        Await, DropReceiver, DropSender, Recv, RecvTimeout, Send, Taken, TryRecv, TrySend,
    };
    let name = end_of(act, object, names);
    let call = match act {
        Send | Taken { .. } => "send",
        TrySend => "try_send",
        Recv | Await => "recv",
        TryRecv => "try_recv",
        RecvTimeout { .. } => "recv_timeout",
        DropSender => return format!("drop {name}"),
        DropReceiver => return format!("drop {name}"),
    };
    match (act, answer.done, answer.value) {
        (Taken { .. }, true, _) => format!("send {name}: was received"),
        (Send | TrySend, true, _) => match value {
            Some(value) => format!("{call} {name} ← {value}"),
            None => format!("{call} {name}"),
        },
        (Send | TrySend | Taken { .. }, false, value) => match (act, value) {
            (TrySend, 0) => format!("try_send {name}: no room"),
            _ => format!("{call} {name}: nobody will receive"),
        },
        (_, true, _) => match value {
            Some(value) => format!("{call} {name} → {value}"),
            None => format!("{call} {name}"),
        },
        (_, false, 1) => format!("{call} {name}: all senders are gone"),
        (Await, false, _) => format!("recv {name}: begins to wait"),
        (RecvTimeout { .. }, false, _) => format!("recv_timeout {name}: time is up"),
        (_, false, _) => format!("{call} {name}: empty"),
    }
}

fn park(act: parker::Act, answer: Answer, thread: &str) -> String {
    match act {
        parker::Act::Park => "park: takes the token".to_owned(),
        parker::Act::ParkSpuriously if answer.done => "park: takes the token".to_owned(),
        parker::Act::ParkSpuriously => "park: wakes spuriously".to_owned(),
        parker::Act::ParkTimeout { .. } if answer.done => {
            "park_timeout: takes the token".to_owned()
        }
        parker::Act::ParkTimeout { .. } => "park_timeout: time is up".to_owned(),
        parker::Act::Unpark => format!("unpark {thread}"),
        parker::Act::Exit => "is at its end".to_owned(),
        parker::Act::IsFinished => format!("{thread}.is_finished → {}", answer.value != 0),
    }
}

/// An action that was announced and not done.
pub(super) fn intention(act: Act, object: ObjectId, names: &Names) -> String {
    let name = match act {
        Act::Channel(act) => end_of(act, object, names),
        _ => names.object(object).into(),
    };
    let call = match act {
        Act::RwLock(act) => match act {
            rwlock::Act::Read | rwlock::Act::ReadBehind => "read",
            rwlock::Act::Write | rwlock::Act::WriteBehind => "write",
            rwlock::Act::TryRead => "try_read",
            rwlock::Act::TryWrite => "try_write",
            rwlock::Act::UnlockRead | rwlock::Act::UnlockWrite { .. } => "unlock",
            rwlock::Act::Downgrade => "downgrade",
            rwlock::Act::IsPoisoned | rwlock::Act::ClearPoison => "look at the poison of",
        },
        Act::Barrier(_) => "wait",
        Act::Once(once::Act::IsCompleted) => "look at",
        Act::Once(once::Act::Wait { .. }) => "wait",
        Act::Once(_) => "initialize",
        Act::Channel(act) => match act {
            channel::Act::Send | channel::Act::Taken { .. } => "send",
            channel::Act::TrySend => "try_send",
            channel::Act::Recv | channel::Act::Await => "recv",
            channel::Act::TryRecv => "try_recv",
            channel::Act::RecvTimeout { .. } => "recv_timeout",
            channel::Act::DropSender | channel::Act::DropReceiver => "drop",
        },
        Act::Parker(act) => match act {
            parker::Act::Park | parker::Act::ParkSpuriously => return "park".to_owned(),
            parker::Act::ParkTimeout { .. } => return "park_timeout".to_owned(),
            parker::Act::Exit => return "end".to_owned(),
            parker::Act::Unpark => "unpark",
            parker::Act::IsFinished => "look at",
        },
    };
    format!("{call} {name}")
}

/// The end of a channel that an action is done to. One that the source does not name is told from
/// the other when it is dropped.
fn end_of(act: channel::Act, channel: ObjectId, names: &Names) -> Cow<'_, str> {
    let sends = act.is_of_sender();
    let name = if sends { names.object(channel) } else { names.receiver(channel) };
    let drops = matches!(act, channel::Act::DropSender | channel::Act::DropReceiver);
    if drops && names.object(channel) == names.receiver(channel) {
        return format!("a {} of {name}", if sends { "sender" } else { "receiver" }).into();
    }
    name.into()
}
