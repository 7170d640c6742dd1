//! Every corner of std's documentation that a primitive has, as a small program with the exact set
//! of its outcomes.
//!
//! The source of a program is compiled twice. Against the model, where the set has to be exactly the
//! one stated; and against std, where real threads run it many times, and may show nothing that is
//! not in the set. The programs are in `semantics/`, a file for each page of the documentation.

use interleave::__private::{FoundBy, hunt};
use interleave::Model;
use std::collections::{BTreeMap, BTreeSet};
use std::panic::catch_unwind;
use std::sync::{Arc, Mutex};
use std::thread;
use table::{complaints, keep_quiet_about_rows};

#[path = "semantics/partners.rs"]
mod partners;

#[path = "semantics/table.rs"]
mod table;

pub(crate) use table::{Deadlock, Row, deadlock, row};

/// The programs against the model.
#[path = "semantics"]
mod modelled {
    pub(crate) use interleave as lib;
    pub(crate) use interleave::thread::spawn as start;

    mod arc;
    mod atomic_ops;
    mod atomic_orders;
    mod barrier;
    mod barrier_deadlocks;
    mod channel;
    mod channel_deadlocks;
    mod channel_timeouts;
    mod condvar;
    mod condvar_deadlocks;
    mod condvar_timeouts;
    mod identity;
    mod lazy_lock;
    mod lock_deadlocks;
    mod mutex;
    mod mutex_poison;
    mod once;
    mod once_deadlocks;
    mod once_lock;
    mod once_wait_force;
    mod park;
    mod park_deadlocks;
    mod rwlock;
    mod rwlock_deadlocks;
    mod rwlock_poison;
    mod scope;
    mod scope_deadlocks;
    mod spawn;
    mod support;
    mod sync_channel;
    mod thread_locals;
    mod thread_panics;
    mod weak;

    pub(crate) const ROWS: &[&[crate::Row]] = &[
        arc::ROWS,
        atomic_ops::ROWS,
        atomic_orders::ROWS,
        barrier::ROWS,
        channel::ROWS,
        channel_timeouts::ROWS,
        condvar::ROWS,
        condvar_timeouts::ROWS,
        identity::ROWS,
        lazy_lock::ROWS,
        mutex::ROWS,
        mutex_poison::ROWS,
        once::ROWS,
        once_lock::ROWS,
        once_wait_force::ROWS,
        park::ROWS,
        rwlock::ROWS,
        rwlock_poison::ROWS,
        scope::ROWS,
        spawn::ROWS,
        sync_channel::ROWS,
        thread_locals::ROWS,
        thread_panics::ROWS,
        weak::ROWS,
    ];

    pub(crate) const DEADLOCKS: &[&[crate::Deadlock]] = &[
        barrier_deadlocks::DEADLOCKS,
        channel_deadlocks::DEADLOCKS,
        condvar_deadlocks::DEADLOCKS,
        lock_deadlocks::DEADLOCKS,
        once_deadlocks::DEADLOCKS,
        once_wait_force::DEADLOCKS,
        park_deadlocks::DEADLOCKS,
        rwlock_deadlocks::DEADLOCKS,
        scope_deadlocks::DEADLOCKS,
    ];
}

/// The same programs against std.
#[path = "semantics"]
#[allow(clippy::duplicate_mod, reason = "the same source is meant to be compiled twice")]
mod real {
    pub(crate) use crate::partners::start;
    pub(crate) use std as lib;

    mod arc;
    mod atomic_ops;
    mod atomic_orders;
    mod barrier;
    mod barrier_deadlocks;
    mod channel;
    mod channel_deadlocks;
    mod channel_timeouts;
    mod condvar;
    mod condvar_deadlocks;
    mod condvar_timeouts;
    mod identity;
    mod lazy_lock;
    mod lock_deadlocks;
    mod mutex;
    mod mutex_poison;
    mod once;
    mod once_deadlocks;
    mod once_lock;
    mod once_wait_force;
    mod park;
    mod park_deadlocks;
    mod rwlock;
    mod rwlock_deadlocks;
    mod rwlock_poison;
    mod scope;
    mod scope_deadlocks;
    mod spawn;
    pub(crate) mod support;
    mod sync_channel;
    mod thread_locals;
    mod thread_panics;
    mod weak;

    /// Threads that are there already run these: one row at a time, so that both have a processor.
    pub(crate) const ROWS: &[&[crate::Row]] = &[
        arc::ROWS,
        atomic_ops::ROWS,
        atomic_orders::ROWS,
        barrier::ROWS,
        channel::ROWS,
        condvar::ROWS,
        lazy_lock::ROWS,
        mutex::ROWS,
        mutex_poison::ROWS,
        once::ROWS,
        once_lock::ROWS,
        once_wait_force::ROWS,
        rwlock::ROWS,
        rwlock_poison::ROWS,
        sync_channel::ROWS,
        weak::ROWS,
    ];

    /// These start threads or wait for the clock, so that some can be run at a time.
    pub(crate) const SLOW_ROWS: &[&[crate::Row]] = &[
        channel_timeouts::ROWS,
        condvar_timeouts::ROWS,
        identity::ROWS,
        park::ROWS,
        scope::ROWS,
        spawn::ROWS,
        thread_locals::ROWS,
        thread_panics::ROWS,
    ];

    pub(crate) const DEADLOCKS: &[&[crate::Deadlock]] = &[
        barrier_deadlocks::DEADLOCKS,
        channel_deadlocks::DEADLOCKS,
        condvar_deadlocks::DEADLOCKS,
        lock_deadlocks::DEADLOCKS,
        once_deadlocks::DEADLOCKS,
        once_wait_force::DEADLOCKS,
        park_deadlocks::DEADLOCKS,
        rwlock_deadlocks::DEADLOCKS,
        scope_deadlocks::DEADLOCKS,
    ];
}

/// How often real threads run each program.
const RUNS: usize = 10_000;

#[test]
fn the_table_is_in_order() {
    let deadlocks = || real::DEADLOCKS.iter().copied().flatten();
    assert!(rows().count() >= 130, "{} rows", rows().count());
    assert!(deadlocks().count() >= 12, "{} deadlocks", deadlocks().count());

    let names = || rows().map(|row| row.name).chain(deadlocks().map(|deadlock| deadlock.name));
    let different: BTreeSet<_> = names().collect();
    assert_eq!(different.len(), names().count(), "two rows have one name");

    let quotes = rows().map(|row| row.quote).chain(deadlocks().map(|deadlock| deadlock.quote));
    for quote in quotes {
        let quoted = quote.split(" [").next().unwrap_or_default();
        let words = quoted.split_whitespace().count();
        assert!((1..=20).contains(&words), "{words} words: {quote}");
    }
    for row in rows() {
        let set: BTreeSet<_> = row.outcomes.iter().collect();
        assert!(!set.is_empty(), "no outcome: {}", row.name);
        assert_eq!(set.len(), row.outcomes.len(), "an outcome stands twice: {}", row.name);
    }
}

#[test]
fn the_model_has_exactly_the_stated_outcomes() {
    let complaints = complaints(
        modelled::ROWS,
        processors(),
        |row| row.name,
        |row| {
            let expected: BTreeSet<_> =
                row.outcomes.iter().map(|text| (*text).to_owned()).collect();
            match modelled_outcomes(row) {
                Ok(found) if found == expected => None,
                Ok(found) => {
                    let list = |set: &BTreeSet<String>, other| {
                        format!("{:?}", set.difference(other).collect::<Vec<_>>())
                    };
                    let (missed, extra) = (list(&expected, &found), list(&found, &expected));
                    Some(format!("not found: {missed}, not in the set: {extra}"))
                }
                Err(report) => Some(report),
            }
        },
    );
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

/// All outcomes of the program in the model.
fn modelled_outcomes(row: &Row) -> Result<BTreeSet<String>, String> {
    let found = Arc::new(Mutex::new(BTreeSet::new()));
    let (collected, program) = (Arc::clone(&found), row.program);
    // Some threads only return or panic, and that is what their row is about.
    let checked = Model::new().idle_threads().try_check(move || {
        let outcome = program();
        collected.lock().unwrap().insert(outcome);
    });
    checked.map_err(|report| report.to_string())?;
    Ok(std::mem::take(&mut *found.lock().unwrap()))
}

#[test]
fn the_model_finds_every_deadlock() {
    let complaints = complaints(
        modelled::DEADLOCKS,
        processors(),
        |deadlock| deadlock.name,
        |deadlock| match Model::new().idle_threads().try_check(deadlock.program) {
            Err(report) if report.kind() == "deadlock" => None,
            Err(report) => Some(report.to_string()),
            Ok(checked) => Some(checked.summary),
        },
    );
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn real_threads_show_nothing_but_the_stated_outcomes() {
    keep_quiet_about_rows();
    let covered = Mutex::new(BTreeSet::new());
    let check = |row: &Row| {
        let mut seen = BTreeMap::<String, usize>::new();
        for _ in 0..RUNS {
            match catch_unwind(row.program) {
                Ok(outcome) => *seen.entry(outcome).or_default() += 1,
                Err(payload) => {
                    return Some(format!("panicked: {}", real::support::message(&*payload)));
                }
            }
        }
        if row.outcomes.iter().all(|outcome| seen.contains_key(*outcome)) {
            covered.lock().unwrap().insert(row.name);
        } else {
            println!("{}: seen {seen:?} of {:?}", row.name, row.outcomes);
        }
        seen.retain(|outcome, _| !row.outcomes.contains(&outcome.as_str()));
        (!seen.is_empty()).then(|| format!("not in the set, but seen: {seen:?}"))
    };
    let name = |row: &Row| row.name;
    let mut complaints = complaints(real::ROWS, 1, name, check);
    complaints.extend(table::complaints(real::SLOW_ROWS, 2 * processors(), name, check));
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));

    let covered = covered.into_inner().unwrap();
    println!("in {} of {} rows real threads showed every outcome", covered.len(), rows().count());
    for row in rows().filter(|row| row.outcomes.len() == 1) {
        assert!(covered.contains(row.name), "the one outcome was not seen: {}", row.name);
    }
}

/// All rows of the table.
fn rows() -> impl Iterator<Item = &'static Row> {
    real::ROWS.iter().chain(real::SLOW_ROWS).copied().flatten()
}

fn processors() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

#[test]
fn the_table_finds_seeded_bugs() {
    let model =
        ["the_model_has_exactly_the_stated_outcomes", "the_model_finds_every_deadlock", "--exact"];
    let alone = [("INTERLEAVE_ENGINE", "explorer")];
    let complaints = hunt(FoundBy::Table, &model, &alone);
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}
