//! loom as the second opinion: what its word does to a verdict.

use interleave::sync::atomic::{AtomicBool, AtomicUsize, Ordering, Ordering::*};
use interleave::sync::{Arc, Mutex};
use interleave::{Limit, Loom, Model, choose, thread};

/// Stores of one thread, loads of the other: with orderings as weak as these both may miss the other's
/// flag, which no order of whole steps shows.
fn both_look_away(store: Ordering, load: Ordering) -> impl Fn() + Send + Sync + 'static {
    move || {
        let flags = Arc::new([AtomicBool::new(false), AtomicBool::new(false)]);
        let inside = Arc::new(AtomicUsize::new(0));
        let enter = move |me: usize, flags: &[AtomicBool; 2], inside: &AtomicUsize| {
            flags[me].store(true, store);
            if !flags[1 - me].load(load) {
                assert_eq!(inside.fetch_add(1, SeqCst), 0, "both are inside");
            }
        };
        let (theirs, there) = (Arc::clone(&flags), Arc::clone(&inside));
        let other = thread::spawn(move || enter(1, &theirs, &there));
        enter(0, &flags, &inside);
        other.join().unwrap();
    }
}

#[test]
fn a_veto_is_red() {
    let report = Model::new().try_check(both_look_away(Release, Acquire)).expect_err("loom fails");
    assert_eq!(report.kind(), "veto by loom");
    let text = report.at_width(100);
    assert!(text.contains("both are inside"), "{text}");
    assert!(text.lines().count() <= 30, "{text}");
    insta::assert_snapshot!("a_veto_100", text);
}

#[test]
fn what_is_right_has_no_veto() {
    let checked = Model::new().try_check(both_look_away(SeqCst, SeqCst)).expect("it is right");
    assert!(checked.summary.contains("; loom agrees, "), "{}", checked.summary);
}

#[test]
fn a_limit_that_the_model_names_keeps_loom_out() {
    let model = Model::new().loom(Loom::Skip(Limit::Branches));
    let checked = model.try_check(both_look_away(Release, Acquire)).expect("nobody else sees it");
    let says = "loom not asked: the executions are too long for it";
    assert!(checked.summary.contains(says), "{}", checked.summary);
}

#[test]
fn what_loom_cannot_judge_is_not_asked_of_it() {
    let six = || {
        let n = Arc::new(AtomicUsize::new(0));
        let others: Vec<_> = (0..5)
            .map(|_| {
                let n = Arc::clone(&n);
                thread::spawn(move || n.load(SeqCst))
            })
            .collect();
        others.into_iter().for_each(|other| drop(other.join()));
    };
    let checked = Model::new().try_check(six).expect("nothing can go wrong");
    assert!(checked.summary.contains("loom not asked: "), "{}", checked.summary);
}

#[test]
fn of_choices_loom_sees_the_first() {
    let checked = Model::new().try_check(|| {
        let n = Arc::new(Mutex::new(choose(3)));
        let theirs = Arc::clone(&n);
        let other = thread::spawn(move || *theirs.lock().unwrap() += 1);
        other.join().unwrap();
    });
    let summary = checked.expect("nothing can go wrong").summary;
    assert!(
        summary.contains("loom agrees, ") && summary.contains("of each choice the first"),
        "{summary}"
    );
}

/// loom's handle of a thread is one: a second thread that waits for it would not wait.
#[test]
fn two_threads_that_wait_for_one_are_no_veto() {
    let checked = Model::new().try_check(|| {
        let n = AtomicUsize::new(0);
        thread::scope(|scope| {
            let one = scope.spawn(|| n.fetch_add(1, SeqCst));
            scope.spawn(move || one.join().unwrap());
        });
    });
    assert!(checked.is_ok(), "{:?}", checked.err());
}
