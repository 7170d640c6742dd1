//! loom as the second opinion: what its word does to a verdict.

use interleave::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use interleave::sync::{Arc, Mutex};
use interleave::{Limit, Loom, Model, choose, thread};
use std::sync::atomic as real;

/// Fails once it has run so often: what no model should do, as the explorer is through then.
fn right_for(runs: usize) -> impl Fn() + Send + Sync + 'static {
    let run = real::AtomicUsize::new(0);
    move || {
        let n = Arc::new(AtomicUsize::new(0));
        let theirs = Arc::clone(&n);
        let other = thread::spawn(move || theirs.fetch_add(1, SeqCst));
        n.fetch_add(1, SeqCst);
        other.join().unwrap();
        assert!(run.fetch_add(1, SeqCst) < runs, "it ran too often");
    }
}

/// How often the explorer runs it.
fn runs() -> usize {
    let alone = Model::new().loom(Loom::Skip(Limit::Branches)).unseen();
    alone.try_check(right_for(usize::MAX)).expect("it is right").tried
}

#[test]
fn a_veto_is_red() {
    let report = Model::new().unseen().try_check(right_for(runs())).expect_err("loom fails");
    assert_eq!(report.kind(), "veto by loom");
    let text = report.at_width(100);
    assert!(text.contains("it ran too often"), "{text}");
    assert!(text.lines().count() <= 30, "{text}");
    insta::assert_snapshot!("a_veto_100", text);
}

#[test]
fn what_is_right_has_no_veto() {
    let always = Model::new().unseen().try_check(right_for(usize::MAX));
    let checked = always.expect("it is right");
    assert!(checked.summary.contains("; loom agrees, "), "{}", checked.summary);
}

#[test]
fn a_limit_that_the_model_names_keeps_loom_out() {
    let model = Model::new().loom(Loom::Skip(Limit::Branches)).unseen();
    let checked = model.try_check(right_for(runs())).expect("nobody else sees it");
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
