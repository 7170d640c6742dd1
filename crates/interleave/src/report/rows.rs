//! The steps of an execution as rows of text.

use super::machines;
use super::names::Names;
use super::source;
use crate::check::edges;
use crate::check::failure::{Failure, Kind};
use crate::check::trace::{State, Trace};
use crate::explorer::clock::{Mask, threads_of};
use crate::explorer::op::{Counting, ObjectId, Op};
use crate::record::{self, Effect, Event, Loc, Origin, Wake};
use std::borrow::Cow;
use std::sync::atomic::Ordering;
use std::time::Duration;

/// A row of the table.
#[derive(Clone)]
pub(crate) struct Row {
    /// The step's number, or a word for what is no step.
    pub(crate) mark: String,
    pub(crate) thread: usize,
    pub(crate) text: String,
    pub(crate) at: Option<Site>,
    /// It does what it does in no interleaving.
    pub(crate) old: bool,
}

/// A line of a file.
#[derive(Clone, PartialEq)]
pub(crate) struct Site {
    pub(crate) file: Cow<'static, str>,
    pub(crate) line: u32,
}

impl From<Loc> for Site {
    fn from(at: Loc) -> Self {
        Site { file: Cow::Borrowed(at.file()), line: at.line() }
    }
}

/// What happened, and at the end what could not.
pub(crate) fn of(failure: &Failure, trace: &Trace, names: &Names) -> Vec<Row> {
    let mut rows = of_events(trace, names);
    if matches!(failure.kind, Kind::PanicInDrop) {
        // The last one says only that the process must end.
        rows.pop();
    }
    let row =
        |mark: &str, thread, text, at| Row { mark: mark.to_owned(), thread, text, at, old: false };
    match &failure.kind {
        Kind::Deadlock | Kind::Livelock => {
            for (thread, info) in trace.threads.iter().enumerate() {
                if let State::Before(op, at) = info.state {
                    let at = Some(at).filter(|at| !source::is_std(at.file())).map(Site::from);
                    rows.push(row("waits", thread, intention(&op, names), at));
                }
            }
        }
        Kind::DataRace(race) | Kind::Overlap(race) => {
            let is_cell = trace.objects[race.cell as usize].kind == record::Kind::Cell;
            let verb = match (race.drops, is_cell, race.writes) {
                (true, ..) => "drop",
                (false, false, _) => "use",
                (false, true, true) => "write",
                (false, true, false) => "read",
            };
            let text = format!("{verb} {}", names.object(race.cell));
            let mark = if matches!(failure.kind, Kind::Overlap(_)) { "stops" } else { "races" };
            rows.push(row(mark, race.thread, text, Some(race.at.into())));
        }
        Kind::Misuse { at, .. } => {
            // A thread that the model does not know has no column.
            if let Some(thread) = failure.thread {
                rows.push(row("stops", thread, "breaks a rule".to_owned(), Some((*at).into())));
            }
        }
        _ => {}
    }
    rows
}

/// What happened.
pub(crate) fn of_events(trace: &Trace, names: &Names) -> Vec<Row> {
    let rows = trace.events.iter().enumerate().map(|(step, event)| Row {
        mark: (step + 1).to_string(),
        thread: event.thread,
        text: describe(event, trace, names),
        at: site(event, trace),
        old: edges::is_old(event),
    });
    rows.collect()
}

/// Where a guard is dropped or a thread returns is not known.
fn site(event: &Event, trace: &Trace) -> Option<Site> {
    match event.effect {
        Effect::Exit
        | Effect::Died
        | Effect::Unlock { .. }
        | Effect::Count { counting: Counting::Less, .. } => None,
        Effect::Act { act, .. } if act.is_drop() => None,
        _ if source::is_std(event.at.file()) => None,
        Effect::Panicked { panic } => {
            let (file, line) = trace.threads[event.thread].panics.get(panic)?.at.clone()?;
            (!source::is_std(&file)).then_some(Site { file: Cow::Owned(file), line })
        }
        _ => Some(event.at.into()),
    }
}

/// `SeqCst` is what a reader expects; anything weaker is worth the room.
fn with_order(order: Ordering) -> String {
    if order == Ordering::SeqCst { String::new() } else { format!(" {order:?}") }
}

fn describe(event: &Event, trace: &Trace, names: &Names) -> String {
    let name = |id| names.object(id);
    let show = |id: ObjectId, bits| trace.objects[id as usize].shape.show(bits);
    let held = |id, value: Option<u64>| match value {
        Some(bits) => format!(" (={})", show(id, bits)),
        None => String::new(),
    };
    let old_one = |id, value, origin: Origin| match origin.newest {
        Some(newest) => {
            let same = origin.stored.is_none() && newest.value == value;
            let which = if same { "the first" } else { "old" };
            format!(" ({which}; newest is {})", show(id, newest.value))
        }
        None => String::new(),
    };
    match event.effect {
        Effect::Spawn { child } => format!("spawn {}", names.thread(child)),
        Effect::Join { child } => format!("join {}", names.thread(child)),
        Effect::Exit => "exit".to_owned(),
        Effect::Panicked { .. } => "panics".to_owned(),
        Effect::Died => "ends by panic".to_owned(),
        Effect::Load { atomic, order, value, origin } => {
            let (value, stale) = (show(atomic, value), old_one(atomic, value, origin));
            format!("{}.load{} → {value}{stale}", name(atomic), with_order(order))
        }
        Effect::Store { atomic, order, value, before } => {
            let order = with_order(order);
            let stays = match before {
                Some(newest) => format!(" (newest stays {})", show(atomic, newest.value)),
                None => String::new(),
            };
            format!("{}.store{order} ← {}{stays}", name(atomic), show(atomic, value))
        }
        Effect::Update { atomic, name: what, order, old, new, origin } => {
            let (order, stale) = (with_order(order), old_one(atomic, old, origin));
            let (old, new) = (show(atomic, old), show(atomic, new));
            format!("{}.{what}{order} {old} → {new}{stale}", name(atomic))
        }
        Effect::Exchanged { atomic, weak, order, old, new, origin } => {
            let (order, stale) = (with_order(order), old_one(atomic, old, origin));
            let (old, new) = (show(atomic, old), show(atomic, new));
            format!("{}.{}{order} {old} → {new}{stale}", name(atomic), exchange(weak))
        }
        Effect::ExchangeFailed { atomic, weak, order, expected, found, origin } => {
            let why = if expected == found {
                "fails spuriously".to_owned()
            } else {
                format!("fails: {}, not {}", show(atomic, found), show(atomic, expected))
            };
            let (order, stale) = (with_order(order), old_one(atomic, found, origin));
            format!("{}.{}{order} {why}{stale}", name(atomic), exchange(weak))
        }
        Effect::Fence { order } => format!("fence {order:?}"),
        Effect::Lock { mutex, value } => format!("lock {}{}", name(mutex), held(mutex, value)),
        Effect::TryLockFailed { mutex } => format!("try_lock {}: busy", name(mutex)),
        Effect::Unlock { mutex, value, poisons } => {
            let poisons = if poisons { ", poisoned" } else { "" };
            format!("unlock {}{}{poisons}", name(mutex), held(mutex, value))
        }
        Effect::IsPoisoned { mutex, poisoned } => {
            format!("{}.is_poisoned → {poisoned}", name(mutex))
        }
        Effect::ClearPoison { mutex } => format!("{}.clear_poison", name(mutex)),
        Effect::Wait { condvar, mutex } => {
            format!("wait {} (unlocks {})", name(condvar), name(mutex))
        }
        Effect::Woken { mutex, why, .. } => format!("{}, locks {}", woken(why), name(mutex)),
        Effect::Notify { condvar, all, woken } => {
            let call = if all { "notify_all" } else { "notify_one" };
            format!("{call} {}: {}", name(condvar), whom(woken, names))
        }
        Effect::Yield => "yield".to_owned(),
        Effect::Read { cell, value } => match value {
            Some(bits) => format!("read {} → {}", name(cell), show(cell, bits)),
            None => format!("read {}", name(cell)),
        },
        Effect::Write { cell, value } => match value {
            Some(bits) => format!("write {} ← {}", name(cell), show(cell, bits)),
            None => format!("write {}", name(cell)),
        },
        Effect::Act { object, act, answer, value } => {
            let value = value.map(|bits| show(object, bits));
            machines::describe(act, answer, object, value.as_deref(), names)
        }
        Effect::FutexWait { atomic, expected, found, origin } if expected == found => {
            let stale = old_one(atomic, found, origin);
            format!("futex wait {} (={}){stale}", name(atomic), show(atomic, found))
        }
        Effect::FutexWait { atomic, expected, found, origin } => {
            let stale = old_one(atomic, found, origin);
            let (found, expected) = (show(atomic, found), show(atomic, expected));
            format!("futex wait {}: {found}, not {expected}{stale}", name(atomic))
        }
        Effect::FutexWoken { atomic, why } => {
            format!("futex wait {}: {}", name(atomic), woken(why))
        }
        Effect::FutexWake { atomic, all, woken } => {
            let call = if all { "futex wake_all" } else { "futex wake_one" };
            format!("{call} {}: {}", name(atomic), whom(woken, names))
        }
        Effect::Sleep { nanos } => format!("sleep {:?}", Duration::from_nanos(nanos)),
        Effect::Now { nanos } => format!("clock → {:?}", Duration::from_nanos(nanos)),
        Effect::Chosen { value, options } => format!("choose({options}) → {value}"),
        Effect::Count { arc, counting } => counted(counting, name(arc)),
        Effect::Reached { what } => format!("reach: {what}"),
    }
}

fn whom(woken: Mask, names: &Names) -> String {
    let woken: Vec<_> = threads_of(woken).map(|thread| names.thread(thread)).collect();
    if woken.is_empty() { "nobody waits".to_owned() } else { format!("wakes {}", woken.join(", ")) }
}

fn woken(why: Wake) -> &'static str {
    match why {
        Wake::Notified => "woken",
        Wake::Spurious => "wakes spuriously",
        Wake::TimedOut => "time is up",
    }
}

fn counted(counting: Counting, arc: &str) -> String {
    match counting {
        Counting::More => format!("one more reference to {arc}"),
        Counting::Less => format!("drop a reference to {arc}"),
        Counting::Look => format!("look at the count of {arc}"),
        Counting::Take => format!("take {arc} out, if alone"),
        Counting::Upgrade => format!("upgrade {arc}"),
    }
}

fn exchange(weak: bool) -> &'static str {
    if weak { "compare_exchange_weak" } else { "compare_exchange" }
}

/// An operation that was announced and not done.
pub(crate) fn intention(op: &Op, names: &Names) -> String {
    let name = |id| names.object(id);
    match *op {
        Op::Load { atomic, .. } => format!("{}.load", name(atomic)),
        Op::Store { atomic, .. } => format!("{}.store", name(atomic)),
        Op::Update { atomic, update, .. } => format!("{}.{}", name(atomic), update.name),
        Op::CompareExchange { atomic, exchange: op } => {
            format!("{}.{}", name(atomic), exchange(op.weak))
        }
        Op::Fence { order } => format!("fence {order:?}"),
        Op::Lock { mutex } => format!("lock {}", name(mutex)),
        Op::TryLock { mutex } => format!("try_lock {}", name(mutex)),
        Op::Unlock { mutex, .. } => format!("unlock {}", name(mutex)),
        Op::IsPoisoned { mutex } => format!("{}.is_poisoned", name(mutex)),
        Op::ClearPoison { mutex } => format!("{}.clear_poison", name(mutex)),
        Op::Wait { condvar, .. } | Op::Reacquire { condvar, .. } => {
            format!("wait {}", name(condvar))
        }
        Op::Notify { condvar, .. } => format!("notify {}", name(condvar)),
        Op::Join { thread } => format!("join {}", names.thread(thread)),
        Op::FutexWait { atomic, .. } | Op::FutexWoken { atomic } => {
            format!("futex wait {}", name(atomic))
        }
        Op::FutexWake { atomic, .. } => format!("futex wake {}", name(atomic)),
        Op::Act { object, act } => machines::intention(act, object, names),
        Op::Yield | Op::Await => "yield".to_owned(),
        Op::Sleep { .. } => "sleep".to_owned(),
        Op::Now => "read the clock".to_owned(),
        Op::Count { arc, counting } => counted(counting, name(arc)),
    }
}
