//! Edges that are missing: where a thread saw what another one had done, and learned nothing else.

use super::trace::Trace;
use crate::explorer::objects::Race;
use crate::explorer::op::{acquires, releases};
use crate::record::{Effect, Event, Loc, Newest, Origin};
use std::sync::atomic::Ordering::{self, Acquire, Release, SeqCst};

/// A thread read what another one had stored, and the two orderings make no edge of it.
#[derive(Clone, Copy)]
pub(crate) struct Gap {
    /// Lines of the record.
    pub(crate) store: usize,
    pub(crate) load: usize,
    /// The store would have to be `Release`.
    pub(crate) store_lacks: bool,
    /// The load would have to be `Acquire`.
    pub(crate) load_lacks: bool,
}

/// A load that returned an old value.
#[derive(Clone, Copy)]
pub(crate) struct StaleRead {
    /// Lines of the record: the load, and the store that it missed.
    pub(crate) load: usize,
    pub(crate) missed: Option<usize>,
}

/// An ordering that an access at this place would have to have as well.
pub(crate) type Change = (Loc, Ordering);

/// The step does what it does in no interleaving.
pub(crate) fn is_old(event: &Event) -> bool {
    matches!(event.effect, Effect::Store { before: Some(_), .. })
        || read(event).is_some_and(|(_, origin)| origin.newest.is_some())
}

/// The loads of an execution that returned old values.
pub(crate) fn stale_reads(trace: &Trace) -> Vec<StaleRead> {
    let events = trace.events.iter().enumerate();
    let stale = events.filter_map(|(load, event)| {
        let (_, origin) = read(event)?;
        let missed = origin.newest?.stored.map(|line| line as usize);
        Some(StaleRead { load, missed })
    });
    stale.collect()
}

/// Stores that took a place in the modification order before one that was there already: the line of
/// each, and of the newest.
pub(crate) fn overtaken(trace: &Trace) -> Vec<(usize, Option<usize>)> {
    let overtaken = |(line, event): (usize, &Event)| match event.effect {
        Effect::Store { before: Some(Newest { stored, .. }), .. } => {
            Some((line, stored.map(|line| line as usize)))
        }
        _ => None,
    };
    trace.events.iter().enumerate().filter_map(overtaken).collect()
}

/// The missing edge from what a thread did in a line of the record to what another one did in a later
/// one; the last that there is.
pub(crate) fn gap(trace: &Trace, by: usize, from: usize, thread: usize, to: usize) -> Option<Gap> {
    let fence = |lines: std::ops::Range<usize>, thread: usize, is: fn(Ordering) -> bool| {
        trace.events[lines].iter().any(|event| {
            event.thread == thread && matches!(event.effect, Effect::Fence { order } if is(order))
        })
    };
    let loads = (from..to).rev().filter(|line| trace.events[*line].thread == thread);
    loads
        .filter_map(|load| {
            let (order, origin) = read(&trace.events[load])?;
            let store = head(trace, origin, by).filter(|store| *store >= from)?;
            let told = write(&trace.events[store])?;
            let store_lacks = !releases(told) && !fence(from..store, by, releases);
            let load_lacks = !acquires(order) && !fence(load..to, thread, acquires);
            let is_gap = store_lacks || load_lacks;
            is_gap.then_some(Gap { store, load, store_lacks, load_lacks })
        })
        .next()
}

/// The store of this thread from which a value comes, perhaps through read-modify-writes of others.
fn head(trace: &Trace, origin: Origin, by: usize) -> Option<usize> {
    let mut line = origin.stored? as usize;
    while trace.events[line].thread != by {
        let (_, origin) = read(&trace.events[line])?;
        line = origin.stored? as usize;
    }
    Some(line)
}

/// The ordering with which the line reads, and from where.
fn read(event: &Event) -> Option<(Ordering, Origin)> {
    match event.effect {
        Effect::Load { order, origin, .. }
        | Effect::Update { order, origin, .. }
        | Effect::Exchanged { order, origin, .. }
        | Effect::ExchangeFailed { order, origin, .. } => Some((order, origin)),
        Effect::FutexWait { origin, .. } => Some((Ordering::Relaxed, origin)),
        _ => None,
    }
}

/// The ordering with which the line stores.
fn write(event: &Event) -> Option<Ordering> {
    match event.effect {
        Effect::Store { order, .. }
        | Effect::Update { order, .. }
        | Effect::Exchanged { order, .. } => Some(order),
        _ => None,
    }
}

/// The line of the other access of a race.
pub(crate) fn other_access(trace: &Trace, race: &Race) -> Option<usize> {
    trace.events.iter().rposition(|event| {
        let accesses = match event.effect {
            Effect::Write { cell, .. } => cell == race.cell && race.other_writes,
            Effect::Read { cell, .. } => cell == race.cell && !race.other_writes,
            effect => effect.atomic() == Some(race.cell),
        };
        accesses && event.thread == race.other && event.at == race.other_at
    })
}

/// The missing edges of an execution that fails by a race, or by old values.
pub(crate) fn gaps(trace: &Trace, race: Option<&Race>) -> Vec<Gap> {
    let mut gaps = Vec::new();
    if let Some(race) = race {
        let made = race.made.map(|line| line as usize);
        let other = made.or_else(|| other_access(trace, race));
        let end = trace.events.len();
        gaps.extend(other.and_then(|from| gap(trace, race.other, from, race.thread, end)));
    }
    for StaleRead { load, .. } in stale_reads(trace) {
        let thread = trace.events[load].thread;
        let missing = |from: &usize| gap(trace, trace.events[*from].thread, *from, thread, load);
        gaps.extend(newer(trace, load).find_map(|from| missing(&from)));
    }
    gaps.dedup_by_key(|gap| (gap.store, gap.load));
    gaps
}

/// The stores of other threads that a stale load could have read instead, the latest first.
fn newer(trace: &Trace, load: usize) -> impl Iterator<Item = usize> {
    let event = &trace.events[load];
    let first =
        read(event).and_then(|(_, origin)| origin.stored).map_or(0, |line| line as usize + 1);
    (first..load).rev().filter(move |line| {
        let store = &trace.events[*line];
        let last = !matches!(store.effect, Effect::Store { before: Some(_), .. });
        write(store).is_some()
            && last
            && store.thread != event.thread
            && store.effect.atomic() == event.effect.atomic()
    })
}

/// What would close the gaps.
pub(crate) fn closing(trace: &Trace, gaps: &[Gap]) -> Vec<Change> {
    let mut changes = Vec::new();
    for gap in gaps {
        let store = gap.store_lacks.then(|| (trace.events[gap.store].at, Release));
        let load = gap.load_lacks.then(|| (trace.events[gap.load].at, Acquire));
        for change in store.into_iter().chain(load) {
            if !changes.contains(&change) {
                changes.push(change);
            }
        }
    }
    changes
}

/// `SeqCst` for every access of the execution.
pub(crate) fn all_seq_cst(trace: &Trace) -> Vec<Change> {
    let mut changes: Vec<Change> = Vec::new();
    for event in &trace.events {
        let order = read(event).map(|(order, _)| order).or(write(event));
        let accesses = !matches!(event.effect, Effect::FutexWait { .. });
        if accesses
            && order.is_some_and(|order| order != SeqCst)
            && !changes.iter().any(|(at, _)| *at == event.at)
        {
            changes.push((event.at, SeqCst));
        }
    }
    changes
}
