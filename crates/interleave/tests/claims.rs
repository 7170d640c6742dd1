//! Claims that are themselves tried, the form of types, and claims about real processes.

use interleave::sync::atomic::{AtomicU32, Ordering::SeqCst};
use interleave::sync::{Arc, Mutex};
use interleave::{
    assert_form, assert_keeps, assert_refuses, implements, model, pause, processes, reach, refuses,
    thread,
};
use std::panic::catch_unwind;
use std::rc::Rc;

/// Adds one in two threads, by a function that may be wrong.
fn no_increment_is_lost(add: fn(&AtomicU32)) {
    model(move || {
        let n = Arc::new(AtomicU32::new(0));
        let theirs = Arc::clone(&n);
        let other = thread::spawn(move || add(&theirs));
        add(&n);
        other.join().unwrap();
        assert_eq!(n.load(SeqCst), 2, "an increment got lost");
    });
}

fn right(n: &AtomicU32) {
    n.fetch_add(1, SeqCst);
}

fn wrong(n: &AtomicU32) {
    n.store(n.load(SeqCst) + 1, SeqCst);
}

#[test]
fn claims_refuse_what_breaks_one_of_them_and_say_why() {
    let why = refuses(|| no_increment_is_lost(wrong)).expect("it loses increments");
    assert!(why.contains("an increment got lost"), "{why}");
    assert_eq!(refuses(|| no_increment_is_lost(right)), None);
}

#[test]
fn a_deadlock_and_a_missing_witness_refuse_as_well() {
    let deadlock = refuses(|| {
        model(|| {
            let lock = Mutex::new(());
            let _held = lock.lock();
            let _again = lock.lock();
        })
    });
    assert!(deadlock.is_some_and(|why| why.contains("DEADLOCK")));
    let unreached = refuses(|| {
        model(|| {
            if Mutex::new(1).lock().is_err() {
                reach!("a poisoned lock");
            }
        })
    });
    assert!(unreached.is_some_and(|why| why.contains("a poisoned lock")));
}

#[test]
fn a_panic_outside_of_all_models_refuses_by_its_words() {
    assert_eq!(refuses(|| panic!("by {}", "hand")).as_deref(), Some("by hand"));
}

#[test]
fn claims_inside_of_claims_are_refused_by_name() {
    let why = refuses(|| drop(refuses(|| {}))).unwrap();
    assert!(why.starts_with("claims cannot be tried inside of other claims"), "{why}");
    assert_eq!(refuses(|| {}), None, "the next ones are tried again");
}

#[test]
fn what_holds_for_the_wrong_one_too_fails() {
    assert_refuses("wrong", || no_increment_is_lost(wrong));
    assert!(catch_unwind(|| assert_refuses("right", || no_increment_is_lost(right))).is_err());
    assert!(catch_unwind(|| assert_refuses("right", || {})).is_err(), "no claim refuses nothing");
}

#[test]
fn what_is_right_must_keep_the_claims() {
    assert_keeps(|| no_increment_is_lost(right));
    assert!(catch_unwind(|| assert_keeps(|| no_increment_is_lost(wrong))).is_err());
    assert!(catch_unwind(|| model(|| panic!("a verdict as always"))).is_err());
}

#[test]
fn a_bound_is_told_by_the_type() {
    assert!(implements!(u8: Send + Sync));
    assert!(implements!(Mutex<std::cell::Cell<u8>>: Sync));
    assert!(!implements!(Rc<u8>: Send));
    assert!(!implements!(Arc<Rc<u8>>: Send));
    assert!(!implements!(str: Clone));
    assert!(implements!(Vec<u8>: IntoIterator<Item = u8>));
}

#[test]
fn a_form_that_is_not_there_fails() {
    assert_form("an `Rc` must not be `Send`", || !implements!(Rc<u8>: Send));
    assert!(catch_unwind(|| assert_form("an `Rc` must be `Send`", || false)).is_err());
}

fn says_its_words(role: &[&str]) {
    println!("first: {}", role[0]);
    pause("between");
    println!("then: {}", role[1]);
}

#[test]
fn a_process_goes_on_when_it_may() {
    processes(says_its_words, |processes| {
        let mut one = processes.start(&["a", "b c"]);
        assert_eq!(one.pauses().as_deref(), Some("between"));
        let two = processes.start(&["ä", ""]).finish();
        assert!(two.contains("first: ä") && two.contains("then:"), "{two}");
        one.go_on();
        assert_eq!(one.pauses(), None);
        let printed = one.finish();
        assert!(printed.ends_with("then: b c"), "{printed}");
    });
}

#[test]
fn a_process_that_panics_fails_the_test_with_its_words() {
    processes(
        |_| panic!("the words of the process"),
        |processes| {
            let child = processes.start(&[]);
            let why = catch_unwind(std::panic::AssertUnwindSafe(|| child.finish())).unwrap_err();
            let why = why.downcast_ref::<String>().unwrap();
            assert!(why.starts_with("the words of the process\npanicked at claims.rs:"), "{why}");
        },
    );
}

#[test]
fn a_process_that_ends_without_a_word_fails_the_test_with_its_status() {
    processes(
        |_| std::process::exit(3),
        |processes| {
            let child = processes.start(&[]);
            let why = catch_unwind(std::panic::AssertUnwindSafe(|| child.finish())).unwrap_err();
            let why = why.downcast_ref::<String>().unwrap();
            assert_eq!(why, "a process ended without a word (exit status: 3)");
        },
    );
}

#[test]
fn a_process_may_end_with_a_status_of_its_own() {
    fn fails_at_the_end(_: &[&str]) {
        pause("before the end");
        println!("the end");
        std::process::exit(3);
    }
    processes(fails_at_the_end, |processes| {
        let (printed, status) = processes.start(&[]).end();
        assert_eq!((&*printed, status.code()), ("the end", Some(3)));
    });
}

#[test]
fn a_process_that_is_killed_does_nothing_more() {
    fn writes(role: &[&str]) {
        pause("before it writes");
        std::fs::write(role[0], "written").unwrap();
    }
    processes(writes, |processes| {
        let file = format!("{}/killed-{}", env!("CARGO_TARGET_TMPDIR"), std::process::id());
        let mut child = processes.start(&[&file]);
        assert_eq!(child.pauses().as_deref(), Some("before it writes"));
        child.kill();
        assert!(!std::path::Path::new(&file).exists());
    });
}

#[test]
fn a_pause_outside_of_such_a_process_is_nothing() {
    pause("nobody would let it go on");
}
