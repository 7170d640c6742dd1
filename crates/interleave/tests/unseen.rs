//! Code under test that uses what the checker cannot see is recognized, from its source.

use interleave::sync::atomic::{AtomicU32, Ordering::SeqCst};
use interleave::sync::{Arc, Mutex};
use interleave::{Model, thread};

#[path = "../fixtures/unseen/cell.rs"]
mod cell;
#[path = "../fixtures/unseen/clean.rs"]
mod clean;
#[path = "../fixtures/unseen/clock.rs"]
mod clock;
mod common;
#[path = "../fixtures/unseen/counter.rs"]
mod counter;
#[path = "../fixtures/unseen/flag.rs"]
mod flag;
#[path = "../fixtures/unseen/helper.rs"]
mod helper;
#[path = "../fixtures/unseen/local.rs"]
mod local;
#[path = "../fixtures/unseen/lock.rs"]
mod lock;
#[path = "../fixtures/unseen/moody.rs"]
mod moody;
#[path = "../fixtures/unseen/shared.rs"]
mod shared;

/// Two threads do the same to what `make` makes.
fn both<S: Send + Sync + 'static>(make: fn() -> S, what: fn(&S)) -> Arc<S> {
    let shared = Arc::new(make());
    let theirs = Arc::clone(&shared);
    let other = thread::spawn(move || what(&theirs));
    what(&shared);
    other.join().unwrap();
    shared
}

/// The kind of the failure, and its report.
fn fails(program: fn()) -> (&'static str, String) {
    let report = Model::new().try_check(program).expect_err("it must not pass");
    (report.kind(), report.at_width(160))
}

fn says(report: &str, line: &str) {
    assert!(report.contains(line), "this is missing: {line}\n{report}");
}

fn lost_update() {
    let counter = both(counter::Counter::new, counter::Counter::increment);
    assert_eq!(counter.value(), 2);
}

/// Only what the checker sees is scheduled: the increment of std's atomic is never interrupted, and
/// the model would hold.
#[test]
fn an_atomic_of_std_beside_a_lock_is_no_pass() {
    let report = Model::new().try_check(lost_update).expect_err("it must not pass");
    assert_eq!(report.kind(), "unseen");
    for width in [80, 160] {
        let text = report.at_width(width);
        assert!(text.lines().all(|line| line.chars().count() <= width), "too wide:\n{text}");
        insta::assert_snapshot!(format!("counter_{width}"), text);
    }
}

#[test]
fn a_model_may_allow_it_and_the_verdict_says_so() {
    let checked = Model::new().unseen().try_check(lost_update).expect("the model allows it");
    let limit = "not checked: `std::sync::atomic::AtomicUsize` at unseen/counter.rs:8";
    assert!(checked.summary.contains(limit), "{}", checked.summary);
}

#[test]
fn a_thread_local_of_std_is_no_pass() {
    let (kind, report) = fails(|| {
        both(|| Mutex::new(0), |total| _ = local::work(total));
    });
    assert_eq!(kind, "unseen");
    says(&report, "unseen/local.rs:6: the checker does not see `std::thread_local`");
}

#[test]
fn a_clock_of_std_is_no_pass() {
    let (kind, report) = fails(|| {
        both(|| Mutex::new(0), |total| assert!(!clock::is_late(total)));
    });
    assert_eq!(kind, "unseen");
    says(&report, "use `interleave::time::Instant`");
}

/// Nothing orders the two accesses; the race detector of the crate's own cell would say so.
#[test]
fn a_cell_of_std_is_no_pass() {
    let (kind, report) = fails(|| {
        let slot = Arc::new(cell::Slot::new());
        let theirs = Arc::clone(&slot);
        let other = thread::spawn(move || theirs.put(42));
        assert!(slot.get().is_none_or(|value| value == 42));
        other.join().unwrap();
    });
    assert_eq!(kind, "unseen");
    says(&report, "use `interleave::cell::UnsafeCell`");
}

#[test]
fn names_that_hide_nothing_are_no_alarm() {
    let program = || {
        both(clean::Totals::new, |totals| _ = totals.add(1));
    };
    Model::new().try_check(program).expect("everything in it is seen");
    assert_eq!((clean::WHAT.len(), *clean::LOG.lock().unwrap()), (17, 0));
}

/// Tests keep their accounts where no step of the model can disturb them.
#[test]
fn std_in_the_test_itself_is_no_alarm() {
    static SEEN: std::sync::Mutex<Vec<u32>> = std::sync::Mutex::new(Vec::new());
    let program = || {
        let total = both(|| AtomicU32::new(0), |total| _ = total.fetch_add(1, SeqCst));
        SEEN.lock().unwrap().push(total.load(SeqCst));
    };
    Model::new().try_check(program).expect("everything under test is seen");
    assert!(SEEN.lock().unwrap().iter().all(|total| *total == 2));
}

/// Reading a file does not tell which of its items a model uses.
#[test]
fn a_helper_beside_the_code_under_test_has_to_be_allowed() {
    let program = || {
        both(|| Mutex::new(0), helper::add);
    };
    assert_eq!(fails(program).0, "unseen");
    Model::new().unseen().try_check(program).expect("the model allows it");
}

#[test]
fn what_makes_a_model_differ_each_time_is_named() {
    let (kind, report) = fails(|| {
        both(|| AtomicU32::new(0), moody::work);
    });
    assert_eq!(kind, "not deterministic");
    says(&report, "unseen/moody.rs:7: the checker does not see `std::sync::atomic::AtomicU32`");
    says(&report, "unseen/moody.rs:10: a `std::collections::HashMap` has another order each time");
}

#[test]
fn a_lock_of_std_that_hangs_the_process_is_named() {
    let program = || {
        Model::new().check(|| {
            both(lock::Guarded::new, lock::Guarded::add);
        });
    };
    let test = "a_lock_of_std_that_hangs_the_process_is_named";
    let Some((_, report)) = common::end_of(test, program) else { return };
    says(&report, "ENDLESS LOOP");
    says(&report, "unseen/lock.rs:7: the checker does not see `std::sync::Mutex`");
}

#[test]
fn a_flag_of_std_that_is_waited_for_is_named() {
    let (kind, report) = fails(|| {
        both(flag::Flag::new, flag::Flag::wait);
    });
    assert_eq!(kind, "livelock");
    says(&report, "unseen/flag.rs:6: the checker does not see `std::sync::atomic::AtomicBool`");
}

/// The last owner drops the cell after all others have given up theirs: std's `Arc` sees to that, and
/// the checker does not see it.
#[test]
fn an_arc_of_std_around_a_cell_is_named() {
    let (kind, report) = fails(|| {
        let shared = shared::Shared::new();
        let theirs = shared.clone();
        let gate = Arc::new(AtomicU32::new(0));
        let passed = Arc::clone(&gate);
        let other = thread::spawn(move || {
            passed.load(SeqCst);
            theirs.get()
        });
        gate.load(SeqCst);
        drop(shared);
        other.join().unwrap();
    });
    assert_eq!(kind, "data race");
    says(&report, "the checker does not see what `std::sync::Arc` orders");
}

#[test]
fn threads_that_share_nothing_visible_are_told_what_they_share() {
    let (kind, report) = fails(|| {
        let total = Arc::new(std::sync::Mutex::new(0));
        let theirs = Arc::clone(&total);
        let other = thread::spawn(move || *theirs.lock().unwrap() += 1);
        *total.lock().unwrap() += 1;
        other.join().unwrap();
    });
    assert_eq!(kind, "vacuous");
    says(&report, "the checker does not see `std::sync::Mutex`: use `interleave::sync::Mutex`");
}

/// Code that does nothing visible has no steps by which its file would be found: whoever grades
/// an answer names it.
#[test]
fn an_answer_without_a_step_is_read_as_well() {
    const ANSWER: &str = "INTERLEAVE_ANSWER";
    const TEST: &str = "an_answer_without_a_step_is_read_as_well";
    if std::env::var_os(ANSWER).is_some() {
        let checked = Model::new().try_check(|| {
            both(|| AtomicU32::new(0), |total| _ = total.fetch_add(1, SeqCst));
        });
        assert_eq!(checked.map_err(|report| report.kind()), Err("unseen"));
        return;
    }
    let binary = std::env::current_exe().expect("the test's own path");
    let mut again = std::process::Command::new(binary);
    let answer = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/unseen/flag.rs");
    let status = again.args([TEST, "--exact"]).env(ANSWER, answer).status();
    assert!(status.expect("the test runs once more").success());
}
