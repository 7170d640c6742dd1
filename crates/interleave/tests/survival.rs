//! What `INTERLEAVE_ENGINE=threads` counts: runs on real threads that pass. Nothing here depends on how
//! threads happen to meet: each program passes always, never, or every other time.

use interleave::sync::atomic::{AtomicU32, Ordering::SeqCst};
use interleave::sync::{Arc, Condvar, Mutex};
use interleave::{choose, fresh, linearizable, model, outcomes, reach, thread};
use serde_json::Value;
use std::process::Command;

const VARIABLE: &str = "INTERLEAVE_TEST_PROGRAM";

/// Runs `test` once more in a process of its own, on real threads. Returns its one record, and what
/// it printed.
fn record_of(test: &str) -> (Value, String) {
    let file = std::env::temp_dir().join(format!("interleave-{}-{test}", std::process::id()));
    let binary = std::env::current_exe().expect("the test's own path");
    let mut command = Command::new(binary);
    // libtest hides what a test prints that passes.
    command.args([test, "--exact"]).env(VARIABLE, "1");
    command.envs([("INTERLEAVE_ENGINE", "threads"), ("INTERLEAVE_RUNS", "40")]);
    let output = command.env("INTERLEAVE_VERDICTS", &file).output().expect("the test runs");
    assert!(output.status.success(), "{output:?}");
    let text = std::fs::read_to_string(&file).expect("the file of verdicts");
    std::fs::remove_file(&file).expect("the file can go");
    let records: Vec<Value> =
        text.lines().map(|line| serde_json::from_str(line).expect("one object a line")).collect();
    let [record] = &records[..] else { panic!("one model, one record: {text}") };
    assert_eq!(record["verdict"], "survived");
    (record.clone(), String::from_utf8_lossy(&output.stderr).into_owned())
}

/// Survived runs, and all.
fn counts(test: &str) -> (u64, u64) {
    let (record, _) = record_of(test);
    assert_eq!(record["hung"], false);
    (record["survived"].as_u64().expect("a number"), record["runs"].as_u64().expect("a number"))
}

fn is_program() -> bool {
    std::env::var_os(VARIABLE).is_some()
}

#[test]
fn a_model_that_is_right_survives_every_run_and_its_witness_is_not_asked_for() {
    if is_program() {
        return model(|| {
            let n = Arc::new(Mutex::new(0));
            let theirs = Arc::clone(&n);
            let other = thread::spawn(move || *theirs.lock().unwrap() += 1);
            *n.lock().unwrap() += 1;
            other.join().unwrap();
            assert_eq!(*n.lock().unwrap(), 2);
            if *n.lock().unwrap() == 3 {
                reach!("three of two");
            }
        });
    }
    let test = "a_model_that_is_right_survives_every_run_and_its_witness_is_not_asked_for";
    assert_eq!(counts(test), (40, 40));
}

#[test]
fn runs_that_panic_are_counted_in_silence() {
    if is_program() {
        return model(|| {
            let other = thread::spawn(|| panic!("loudly"));
            other.join().unwrap();
        });
    }
    let (record, printed) = record_of("runs_that_panic_are_counted_in_silence");
    assert_eq!(record["survived"], 0);
    assert_eq!(record["summary"], "survived: 0 of 40 runs on real threads");
    assert!(!printed.contains("loudly"), "{printed}");
    let line = "not checked; survived: 0 of 40 runs on real threads";
    assert!(printed.contains(line), "nobody takes it for a verdict: {printed}");
}

#[test]
fn a_run_that_hangs_ends_the_count() {
    if is_program() {
        return model(|| {
            let lock = Mutex::new(());
            let waits = Condvar::new();
            let guard = waits.wait_while(lock.lock().unwrap(), |()| true);
            drop(guard);
        });
    }
    let (record, _) = record_of("a_run_that_hangs_ends_the_count");
    assert_eq!((&record["runs"], &record["hung"]), (&0.into(), &true.into()), "{record}");
}

#[test]
fn a_fresh_static_is_made_anew_in_every_run() {
    fresh! {
        static COUNT: AtomicU32 = AtomicU32::new(BEGIN.load(SeqCst));
        static BEGIN: AtomicU32 = AtomicU32::new(7);
    }
    if is_program() {
        return model(|| assert_eq!(COUNT.fetch_add(1, SeqCst), 7));
    }
    assert_eq!(counts("a_fresh_static_is_made_anew_in_every_run"), (40, 40));
}

#[test]
fn a_run_passes_a_prediction_if_its_outcome_was_predicted() {
    fresh! {
        static UNUSED: AtomicU32 = AtomicU32::new(0);
    }
    if is_program() {
        // Of the two values the runs have both: that all forty agree has a chance of 2⁻³⁹.
        outcomes(|| choose(2) + UNUSED.load(SeqCst) as usize).assert_predicted([1, 5]);
        return;
    }
    let (survived, runs) = counts("a_run_passes_a_prediction_if_its_outcome_was_predicted");
    assert!((1..40).contains(&survived), "{survived}");
    assert_eq!(runs, 40);
}

#[test]
fn a_history_on_real_threads_is_judged_by_its_times() {
    if is_program() {
        return linearizable([vec![1_u32], vec![1]])
            .like(
                || 0,
                |state: &mut u32, op| {
                    *state += op;
                    *state
                },
            )
            // Both return what only one of them may.
            .check(|| AtomicU32::new(0), |n, op| n.fetch_max(op, SeqCst).max(op));
    }
    assert_eq!(counts("a_history_on_real_threads_is_judged_by_its_times"), (0, 40));
}

#[test]
fn a_linearizable_object_survives_every_run() {
    if is_program() {
        return linearizable([vec![1_u32, 2], vec![4, 8]])
            .like(
                || 0,
                |state: &mut u32, op| {
                    *state += op;
                    *state
                },
            )
            .check(|| AtomicU32::new(0), |n, op| n.fetch_add(op, SeqCst) + op);
    }
    assert_eq!(counts("a_linearizable_object_survives_every_run"), (40, 40));
}
