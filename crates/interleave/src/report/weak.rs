//! Old values: which there were, what would have ordered them, and with what the model holds.

use super::names::Names;
use super::source::short;
use crate::check::edges::{self, Gap, StaleRead};
use crate::check::failure::{Failure, Kind};
use crate::check::trace::Trace;
use crate::record::Event;
use std::sync::atomic::Ordering;

/// Old values of which the report speaks.
const TOLD: usize = 2;
/// Places that are named of those that would have to be stronger.
const NAMED: usize = 4;

/// That no interleaving shows the failure.
pub(crate) fn needs_weak_memory(failure: &Failure) -> Option<String> {
    let trace = failure.trace.as_ref().filter(|_| failure.stale > 0)?;
    let stale = !edges::stale_reads(trace).is_empty();
    let what = if stale { "a stale read" } else { "a store that is overtaken" };
    Some(format!("no interleaving of whole steps shows this: {what} does (weak memory)"))
}

/// What was not seen or overtaken, which edges are missing, and what would make the model hold.
pub(crate) fn tell(failure: &Failure, trace: &Trace, names: &Names) -> Vec<String> {
    let race = if let Kind::DataRace(race) = &failure.kind { Some(race) } else { None };
    if race.is_none() && failure.stale == 0 {
        return Vec::new();
    }
    let mut lines = old_values(trace, names);
    let gaps = edges::gaps(trace, race);
    lines.extend(gaps.iter().take(TOLD).map(|gap| tell_gap(gap, trace, names)));
    lines.extend(mended(failure));
    lines
}

/// What was not seen, or overtaken.
fn old_values(trace: &Trace, names: &Names) -> Vec<String> {
    let at = |line: usize| place(&trace.events[line]);
    let who = |line: usize| names.thread(trace.events[line].thread);
    let what = |line: usize| trace.events[line].effect.atomic().map_or("it", |id| names.object(id));
    let missed = |read: &StaleRead| {
        let (load, missed) = (read.load, read.missed?);
        Some(format!(
            "{} reads `{}` at {} and misses the store of {} at {}",
            who(load),
            what(load),
            at(load),
            who(missed),
            at(missed)
        ))
    };
    let stale = edges::stale_reads(trace);
    let mut lines: Vec<_> = stale.iter().filter_map(missed).take(TOLD).collect();
    let overtaken = edges::overtaken(trace).into_iter().take(TOLD - lines.len().min(TOLD));
    lines.extend(overtaken.filter_map(|(store, newest)| {
        let newest = newest?;
        Some(format!(
            "the store of {} to `{}` at {} counts as older than that of {} at {}, though it came later \
             (modification order)",
            who(store),
            what(store),
            at(store),
            who(newest),
            at(newest)
        ))
    }));
    lines
}

/// Where one thread saw something of another and learned nothing else of it.
fn tell_gap(gap: &Gap, trace: &Trace, names: &Names) -> String {
    let (store, load) = (&trace.events[gap.store], &trace.events[gap.load]);
    let what = load.effect.atomic().map_or("it", |id| names.object(id));
    let why = match (gap.store_lacks, gap.load_lacks) {
        (true, true) => "neither the store is `Release` nor the load `Acquire`",
        (true, false) => "the store is not `Release`",
        _ => "the load is not `Acquire`",
    };
    format!(
        "what {} stores to `{what}` at {} is read by {} at {}, but that orders nothing: {why}",
        names.thread(store.thread),
        place(store),
        names.thread(load.thread),
        place(load),
    )
}

/// With which orderings the model holds.
fn mended(failure: &Failure) -> Option<String> {
    let mend = failure.mend.as_ref()?;
    let executions = match mend.executions {
        1 => "1 execution".to_owned(),
        n => format!("{n} executions"),
    };
    let mut places = mend.changes.clone();
    places.sort_unstable_by_key(|(at, _)| (at.file(), at.line()));
    let mut changes: Vec<(String, Ordering)> = Vec::new();
    for (at, order) in &places {
        let at = short(at.file(), at.line());
        match changes.iter_mut().find(|(known, _)| *known == at) {
            Some((_, known)) if known != order => *known = Ordering::AcqRel,
            Some(_) => {}
            None => changes.push((at, *order)),
        }
    }
    let alike = changes.iter().all(|(_, order)| *order == changes[0].1);
    let places: Vec<_> = changes.iter().map(|(at, _)| at.as_str()).collect();
    let with = if changes.len() > NAMED && alike {
        format!("`{:?}` at all {} places of atomics in these steps", changes[0].1, changes.len())
    } else if alike {
        format!("`{:?}` at {}", changes[0].1, list(&of_one_file(&places)))
    } else {
        let each: Vec<_> =
            changes.iter().map(|(at, order)| format!("`{order:?}` at {at}")).collect();
        list(&each.iter().map(String::as_str).collect::<Vec<_>>())
    };
    Some(format!("with {with} the model holds (tried: {executions})"))
}

/// The file before the first of its lines only.
fn of_one_file<'a>(places: &[&'a str]) -> Vec<&'a str> {
    let file = |place: &'a str| place.rsplit_once(':');
    let mut before = None;
    let short = places.iter().map(|place| match (file(place), before) {
        (Some((name, line)), Some(known)) if name == known => line,
        (Some((name, _)), _) => {
            before = Some(name);
            *place
        }
        (None, _) => *place,
    });
    short.collect()
}

fn list(of: &[&str]) -> String {
    match of {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [all @ .., last] => format!("{} and {last}", all.join(", ")),
    }
}

fn place(event: &Event) -> String {
    short(event.at.file(), event.at.line())
}
