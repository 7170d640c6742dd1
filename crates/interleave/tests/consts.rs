//! Objects that a `const` describes: `fresh!(…)` where a trait asks for a `const` of the type.

use interleave::cell::UnsafeCell;
use interleave::sync::Arc;
use interleave::sync::atomic::AtomicBool;
use interleave::sync::atomic::Ordering::{self, Acquire, Relaxed, Release, SeqCst};
use interleave::{Fresh, Model, fresh, model, thread};

/// As types are that `lock_api::RawMutex` or a `const fn new` want.
struct Flag {
    raised: Fresh<AtomicBool>,
    data: Fresh<UnsafeCell<u32>>,
}

// SAFETY: what is under test: whether the flag keeps the accesses to the data apart.
unsafe impl Sync for Flag {}

impl Flag {
    #[expect(clippy::declare_interior_mutable_const, reason = "each copy is a flag of its own")]
    const LOWERED: Flag =
        Flag { raised: fresh!(AtomicBool::new(false)), data: fresh!(UnsafeCell::new(0)) };
}

/// The kind of failure, if there is one.
fn verdict(program: impl Fn() + Send + Sync + 'static) -> &'static str {
    match Model::new().try_check(program) {
        Ok(_) => "holds",
        Err(report) => report.kind(),
    }
}

/// One thread writes and raises the flag, the other reads if it is raised. No thread is there whose making
/// of the flag comes before both: whoever comes first makes it.
fn hands_over(store: Ordering) -> &'static str {
    verdict(move || {
        let flag = Arc::new(Flag::LOWERED);
        let theirs = Arc::clone(&flag);
        let other = thread::spawn(move || {
            // SAFETY: see `Sync`.
            theirs.data.with_mut(|data| unsafe { *data = 42 });
            theirs.raised.store(true, store);
        });
        if flag.raised.load(Acquire) {
            // SAFETY: see `Sync`.
            assert_eq!(flag.data.with(|data| unsafe { *data }), 42);
        }
        other.join().unwrap();
    })
}

#[test]
fn whoever_uses_an_object_first_is_not_too_early() {
    assert_eq!(hands_over(Release), "holds");
}

#[test]
fn making_an_object_orders_nothing() {
    assert_eq!(hands_over(Relaxed), "data race");
}

#[test]
fn each_copy_is_an_object_of_its_own() {
    model(|| {
        let (one, other) = (Flag::LOWERED, Flag::LOWERED);
        one.raised.store(true, SeqCst);
        assert!(!other.raised.load(SeqCst), "two copies are one flag");
        let moved = Box::new(one);
        assert!(moved.raised.load(SeqCst), "the flag lost its value as it moved");
        // The first is gone. The next stands in its place, and is not the first.
        for _ in 0..2 {
            let again = Flag::LOWERED;
            assert!(!again.raised.swap(true, SeqCst), "a new flag has an old value");
        }
        let raised = thread::spawn(move || moved.raised.load(SeqCst)).join().unwrap();
        assert!(raised, "the flag lost its value on the way to another thread");
    });
}

#[test]
fn outside_of_a_model_it_is_the_real_thing() {
    let flag = Flag::LOWERED;
    std::thread::scope(|scope| drop(scope.spawn(|| flag.raised.store(true, SeqCst))));
    assert!(flag.raised.load(SeqCst));
}

#[test]
fn one_that_was_used_before_the_model_is_refused() {
    let flag = Arc::new(Flag::LOWERED);
    flag.raised.store(true, SeqCst);
    let used = verdict(move || assert!(flag.raised.load(SeqCst)));
    assert_eq!(used, "misuse");
}

#[test]
fn one_that_survives_an_execution_is_refused() {
    static FLAG: Flag = Flag::LOWERED;
    let used = verdict(|| {
        let other = thread::spawn(|| FLAG.raised.store(true, SeqCst));
        FLAG.raised.load(SeqCst);
        other.join().unwrap();
    });
    assert_eq!(used, "misuse");
}
