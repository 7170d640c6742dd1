//! The record that tools read: one JSON object for each model, in the file that
//! `INTERLEAVE_VERDICTS` names.

mod common;

use common::records::{VARIABLE, is_program, records_of};
use interleave::sync::atomic::{AtomicU32, Ordering, Ordering::SeqCst};
use interleave::sync::{Arc, Mutex};
use interleave::{Model, model, outcomes, thread};
use serde_json::Value;
use std::process::Command;

fn increments(step: fn(&AtomicU32)) {
    let n = Arc::new(AtomicU32::new(0));
    let theirs = Arc::clone(&n);
    let other = thread::spawn(move || step(&theirs));
    step(&n);
    other.join().unwrap();
    assert_eq!(n.load(SeqCst), 2, "an increment got lost");
}

fn load_store(n: &AtomicU32) {
    n.store(n.load(SeqCst) + 1, SeqCst);
}

#[test]
fn a_model_that_holds() {
    if is_program() {
        return model(|| increments(|n| assert!(n.fetch_add(1, SeqCst) < 2)));
    }
    let [record] = &records_of("a_model_that_holds")[..] else { panic!("one model, one record") };
    assert_eq!(record["schema"], 1);
    assert_eq!(record["test"], "a_model_that_holds");
    assert!(record["file"].as_str().is_some_and(|file| file.ends_with("records.rs")), "{record}");
    assert_eq!(record["verdict"], "holds");
    assert_eq!(record["kind"], Value::Null);
    assert_eq!(record["executions"], 2);
    let says = "holds in every interleaving (2 distinct executions; loom agrees, ";
    assert!(record["summary"].as_str().is_some_and(|it| it.starts_with(says)), "{record}");
}

#[test]
fn a_model_that_fails() {
    if is_program() {
        return model(|| increments(load_store));
    }
    let [record] = &records_of("a_model_that_fails")[..] else { panic!("one model, one record") };
    assert_eq!(record["verdict"], "fails");
    assert_eq!(record["kind"], "assertion");
    assert_eq!(record["preemptions"], 1);
    assert_eq!(record["threads"], serde_json::json!(["main", "T1"]));
    let steps = record["steps"].as_array().expect("the steps of the execution");
    assert_eq!(steps[1]["text"], "n.load → 0");
    assert_eq!(steps[1]["thread"], "main");
    assert_eq!(steps[1]["function"], "load_store");
    assert_eq!(steps[1]["source"], "n.store(n.load(SeqCst) + 1, SeqCst);");
    let found = record["circumstances"].as_str().expect("how it was found");
    assert!(found.contains("this one fails: 1 preemption"), "{found}");
    let end = record["explanation"][0].as_str().expect("what the report says at its end");
    assert!(end.starts_with("main panicked at "), "{end}");
    let report = record["report"].as_str().expect("the report");
    assert!(report.starts_with("━━ ASSERTION FAILED in main: an increment got lost"), "{report}");
}

#[test]
fn a_deadlock_ends_with_who_waits() {
    if is_program() {
        return model(|| {
            let lock = Mutex::new(());
            let _first = lock.lock().unwrap();
            let _second = lock.lock().unwrap();
        });
    }
    let [record] = &records_of("a_deadlock_ends_with_who_waits")[..] else { panic!("one record") };
    let last = record["steps"].as_array().and_then(|steps| steps.last()).expect("its steps");
    assert_eq!((&last["step"], &last["thread"]), (&"waits".into(), &"main".into()), "{last}");
    assert_eq!(last["source"], "let _second = lock.lock().unwrap();");
}

#[test]
fn a_model_that_is_not_finished() {
    if is_program() {
        return Model::new().preemptions(2).executions(1).check(|| increments(load_store));
    }
    let records = records_of("a_model_that_is_not_finished");
    assert_eq!(records.len(), 1);
    assert_eq!(records[0]["verdict"], "not finished");
}

#[test]
fn a_prediction() {
    if is_program() {
        let wrong = || outcomes(|| AtomicU32::new(1).load(SeqCst)).assert_predicted([1, 2]);
        assert!(std::panic::catch_unwind(wrong).is_err());
        outcomes(|| AtomicU32::new(1).load(SeqCst)).assert_predicted([1]);
        return;
    }
    let records = records_of("a_prediction");
    let verdicts: Vec<_> = records.iter().map(|record| &record["verdict"]).collect();
    assert_eq!(verdicts, ["fails", "holds"]);
    assert_eq!(records[0]["kind"], "wrong prediction");
    assert_eq!(records[1]["summary"], "predicted exactly: {1} (1 execution)");
}

#[test]
fn a_budget_from_the_environment_wins() {
    if std::env::var_os("INTERLEAVE_BUDGET").is_some() {
        let report = Model::new().try_check(|| increments(|n| assert!(n.fetch_add(1, SeqCst) < 2)));
        return assert_eq!(report.expect_err("two executions are too many").kind(), "not finished");
    }
    let binary = std::env::current_exe().expect("the test's own path");
    let mut again = Command::new(binary);
    again.args(["a_budget_from_the_environment_wins", "--exact"]).env("INTERLEAVE_BUDGET", "1");
    let output = again.output().expect("the test runs once more");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

/// What main and another thread see of each other: each stores into its own atomic and loads the other's.
fn seen_of_each_other(order: Ordering) -> Value {
    let found = outcomes(move || {
        let (x, y) = (AtomicU32::new(0), AtomicU32::new(0));
        thread::scope(|scope| {
            let other = scope.spawn(|| {
                y.store(1, order);
                x.load(order)
            });
            x.store(1, order);
            (y.load(order), other.join().unwrap())
        })
    });
    serde_json::from_str(&found.to_json()).expect("one object")
}

#[test]
fn a_set_of_outcomes_as_json_has_an_execution_for_each() {
    let found = seen_of_each_other(Ordering::SeqCst);
    assert_eq!(found["schema"], 1);
    let outcomes = found["outcomes"].as_array().unwrap();
    let names: Vec<_> = outcomes.iter().map(|outcome| outcome["outcome"].as_str()).collect();
    assert_eq!(names, [Some("(0, 1)"), Some("(1, 0)"), Some("(1, 1)")]);
    for outcome in outcomes {
        assert_eq!(outcome["old_values"], 0, "{outcome}");
        assert_eq!(outcome["threads"].as_array().map(Vec::len), Some(2), "{outcome}");
        let steps = outcome["steps"].as_array().unwrap();
        assert!(steps.iter().any(|step| step["text"] == "x.store ← 1"), "{outcome}");
    }
    let preemptions: Vec<_> = outcomes.iter().map(|outcome| &outcome["preemptions"]).collect();
    assert_eq!(preemptions, [0, 1, 1], "the simplest execution of each");
}

#[test]
fn an_outcome_that_no_interleaving_has_says_so_in_json() {
    let found = seen_of_each_other(Ordering::Relaxed);
    let [weak, rest @ ..] = &found["outcomes"].as_array().unwrap()[..] else { panic!("{found}") };
    assert_eq!((&weak["outcome"], &weak["old_values"]), (&"(0, 0)".into(), &1.into()));
    let old = weak["steps"].as_array().unwrap().iter().filter(|step| step["old"] == true);
    assert_eq!(old.count(), 1, "{weak}");
    assert!(rest.iter().all(|outcome| outcome["old_values"] == 0), "{found}");
}

/// Adds one, or gives up after some tries and says so.
fn gives_up(n: &Mutex<u32>) {
    for _ in 0..20 {
        if let Ok(mut n) = n.try_lock() {
            *n += 1;
            return;
        }
        thread::yield_now();
    }
    println!("gave up");
}

#[test]
fn what_the_failing_execution_prints_stands_behind_a_mark() {
    let test = "what_the_failing_execution_prints_stands_behind_a_mark";
    if is_program() {
        return model(|| {
            let n = Arc::new(Mutex::new(0));
            let theirs = Arc::clone(&n);
            let other = thread::spawn(move || gives_up(&theirs));
            gives_up(&n);
            other.join().unwrap();
            assert_eq!(*n.lock().unwrap(), 2);
        });
    }
    let binary = std::env::current_exe().expect("the test's own path");
    let mut again = Command::new(binary);
    let output = again.args([test, "--exact", "--nocapture"]).env(VARIABLE, "1").output();
    let said = output.expect("the test runs once more").stdout;
    let said = String::from_utf8_lossy(&said);
    let mark = "-- interleave: output of the failing execution --";
    let (_, behind) = said.split_once(mark).expect("the mark");
    assert_eq!(behind.matches("gave up").count(), 1, "{said}");
}
