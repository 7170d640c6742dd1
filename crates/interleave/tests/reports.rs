//! The reports of the classic failures, as a reader sees them.
use interleave::cell::UnsafeCell;
use interleave::sync::atomic::{AtomicBool, AtomicUsize, Ordering::*};
use interleave::sync::{Arc, Condvar, Mutex};
use interleave::{Model, thread};

mod common;

use common::{end_of, ends_at};

fn lost_update() {
    let n = Arc::new(AtomicUsize::new(0));
    let theirs = Arc::clone(&n);
    let other = thread::spawn(move || {
        let v = theirs.load(SeqCst);
        theirs.store(v + 1, SeqCst);
    });
    let v = n.load(SeqCst);
    n.store(v + 1, SeqCst);
    other.join().unwrap();
    assert_eq!(n.load(SeqCst), 2, "an increment got lost");
}

fn ab_ba() {
    let a = Arc::new(Mutex::new(0));
    let b = Arc::new(Mutex::new(0));
    let (a2, b2) = (Arc::clone(&a), Arc::clone(&b));
    let other = thread::spawn(move || {
        let _b = b2.lock().unwrap();
        let _a = a2.lock().unwrap();
    });
    {
        let _a = a.lock().unwrap();
        let _b = b.lock().unwrap();
    }
    other.join().unwrap();
}

fn lost_wakeup() {
    let ready = Arc::new(AtomicBool::new(false));
    let m = Arc::new(Mutex::new(()));
    let changed = Arc::new(Condvar::new());
    let (ready2, changed2) = (Arc::clone(&ready), Arc::clone(&changed));
    let other = thread::spawn(move || {
        ready2.store(true, SeqCst);
        changed2.notify_one();
    });
    let mut guard = m.lock().unwrap();
    while !ready.load(SeqCst) {
        guard = changed.wait(guard).unwrap();
    }
    drop(guard);
    other.join().unwrap();
}

struct Slot {
    data: UnsafeCell<usize>,
    full: AtomicBool,
}
// SAFETY: wrong on purpose: `full` is meant to say who may touch `data`.
unsafe impl Sync for Slot {}

fn data_race() {
    let slot = Arc::new(Slot { data: UnsafeCell::new(0), full: AtomicBool::new(false) });
    let theirs = Arc::clone(&slot);
    let other = thread::spawn(move || {
        // SAFETY: wrong on purpose.
        theirs.data.with_mut(|data| unsafe { *data = 42 });
        theirs.full.store(true, Relaxed);
    });
    if slot.full.load(Relaxed) {
        // SAFETY: wrong on purpose.
        assert_eq!(42, slot.data.with(|data| unsafe { *data }));
    }
    other.join().unwrap();
}

struct Semaphore {
    permits: Mutex<usize>,
    freed: Condvar,
}

impl Semaphore {
    fn acquire(&self) {
        let mut permits = self.permits.lock().unwrap();
        if *permits == 0 {
            permits = self.freed.wait(permits).unwrap();
        }
        *permits -= 1;
    }

    fn release(&self) {
        let mut permits = self.permits.lock().unwrap();
        *permits += 1;
        self.freed.notify_one();
    }
}

fn if_instead_of_while() {
    let semaphore = Arc::new(Semaphore { permits: Mutex::new(1), freed: Condvar::new() });
    let others: Vec<_> = (0..2)
        .map(|_| {
            let semaphore = Arc::clone(&semaphore);
            thread::spawn(move || {
                semaphore.acquire();
                semaphore.release();
            })
        })
        .collect();
    semaphore.acquire();
    semaphore.release();
    for other in others {
        other.join().unwrap();
    }
}

fn endless_spin() {
    let flag = Arc::new(AtomicBool::new(false));
    let theirs = Arc::clone(&flag);
    let other = thread::spawn(move || {
        while !theirs.load(Acquire) {
            interleave::hint::spin_loop();
        }
    });
    other.join().unwrap();
}

/// The report at 80 and at 160 columns, and as the test prints it. It fits on a screen in each.
fn snapshots(test: &str, name: &str, kind: &str, program: fn()) {
    let Some((_, shown)) = end_of(test, || Model::new().check(program)) else { return };
    let report = Model::new().try_check(program).expect_err("the program is wrong");
    assert_eq!(report.kind(), kind, "{report}");
    for width in [80, 160] {
        snapshot(name, width, &report.at_width(width));
    }
    let printed = report.at_width(100);
    assert!(shown.starts_with(&printed), "printed is\n{shown}\nnot\n{printed}");
}

/// A report as it is printed at 80 and at 160 columns, for what ends the process.
fn printed_snapshots(test: &str, name: &str, program: fn()) {
    let Some(reports) = ends_at(test, [80, 160], program) else { return };
    for (width, report) in reports {
        snapshot(name, width, &report);
    }
}

fn snapshot(name: &str, width: usize, text: &str) {
    assert!(text.lines().count() <= 30, "more than a screen:\n{text}");
    assert!(text.lines().all(|line| line.chars().count() <= width), "too wide:\n{text}");
    insta::assert_snapshot!(format!("{name}_{width}"), text);
}

/// A test for each program, which fails in this way; the snapshots have the test's name.
macro_rules! reports {
    ($module:literal, $kind:literal: $(fn $test:ident() $program:block)+) => {$(
        #[test]
        fn $test() {
            fn program() $program
            let test = concat!($module, "::", stringify!($test));
            crate::snapshots(test, stringify!($test), $kind, program);
        }
    )+};
}

/// A test for each program, which ends its process.
macro_rules! printed {
    ($module:literal: $(fn $test:ident() $program:block)+) => {$(
        #[test]
        fn $test() {
            fn program() $program
            let test = concat!($module, "::", stringify!($test));
            crate::printed_snapshots(test, stringify!($test), program);
        }
    )+};
}

pub(crate) use {printed, reports};

#[test]
fn a_lost_update() {
    snapshots("a_lost_update", "lost_update", "assertion", lost_update);
}

/// What the README promises is what a reader gets.
#[test]
fn the_readme_shows_the_lost_update() {
    let readme = std::fs::read_to_string("../../README.md").expect("the README");
    let snapshot = include_str!("snapshots/reports__lost_update_80.snap");
    let (_, report) = snapshot.split_once("\nexpression: text\n---\n").expect("it has a head");
    assert!(readme.contains(report.trim_end()), "put this into README.md:\n{report}");
}

/// The page shows a part of one of these reports.
#[test]
fn the_page_for_other_crates_shows_the_relaxed_unlock() {
    let page = include_str!("../src/in_your_crate.md");
    let report = include_str!("snapshots/reports__a_relaxed_unlock_80.snap");
    let (_, block) = page.split_once("```text\n").expect("it has a report");
    let (shown, _) = block.split_once("```").expect("it has an end");
    for line in shown.lines() {
        assert!(report.lines().any(|whole| whole == line), "not in the report any more: {line}");
    }
}

#[test]
fn a_deadlock_of_two_locks() {
    snapshots("a_deadlock_of_two_locks", "ab_ba", "deadlock", ab_ba);
}

#[test]
fn a_lost_wakeup() {
    snapshots("a_lost_wakeup", "lost_wakeup", "deadlock", lost_wakeup);
}

#[test]
fn a_data_race() {
    snapshots("a_data_race", "data_race", "data race", data_race);
}

#[test]
fn if_instead_of_while_around_a_wait() {
    snapshots(
        "if_instead_of_while_around_a_wait",
        "if_instead_of_while",
        "panic",
        if_instead_of_while,
    );
}

#[test]
fn a_spin_that_nobody_ends() {
    snapshots("a_spin_that_nobody_ends", "endless_spin", "livelock", endless_spin);
}

#[path = "reports/deadlocks.rs"]
mod deadlocks;
#[path = "reports/ends.rs"]
mod ends;
#[path = "reports/failures.rs"]
mod failures;
#[path = "reports/weak_memory.rs"]
mod weak_memory;
