//! Whole programs with weak orderings: what is right holds, and what is wrong does not.

use interleave::sync::atomic::{
    AtomicBool, AtomicPtr, AtomicU32, AtomicUsize, Ordering, Ordering::*, fence,
};
use interleave::sync::{Arc, futex};
use interleave::{Checked, Model, hint, thread};

fn holds(program: impl Fn() + Send + Sync + 'static) -> Checked {
    Model::new().try_check(program).expect("it is right")
}

fn fails(program: impl Fn() + Send + Sync + 'static) -> &'static str {
    let report = Model::new().try_check(program).expect_err("it is wrong");
    report.kind()
}

#[test]
fn what_the_owner_writes_is_its_own_write() {
    holds(|| {
        let mut n = AtomicU32::new(3);
        *n.get_mut() = 7;
        thread::scope(|scope| {
            scope.spawn(|| assert_eq!(n.load(Relaxed), 7));
            assert_eq!(n.load(Relaxed), 7);
        });
        *n.get_mut() += 1;
        assert_eq!(n.into_inner(), 8);
    });
}

/// Says that it is about to wait and looks again, while the other one stores and looks who waits.
fn wait_and_wake(
    store: Ordering,
    load: Ordering,
    fenced: bool,
) -> impl Fn() + Send + Sync + 'static {
    move || {
        let state = Arc::new(AtomicU32::new(0));
        let waiters = Arc::new(AtomicUsize::new(0));
        let (there, waiting) = (Arc::clone(&state), Arc::clone(&waiters));
        let other = thread::spawn(move || {
            waiting.store(1, store);
            futex::wait(&there, 0);
        });
        state.store(1, store);
        if fenced {
            fence(SeqCst);
        }
        if waiters.load(load) == 1 {
            futex::wake_one(&state);
        }
        other.join().unwrap();
    }
}

#[test]
fn a_futex_wait_does_not_miss_what_was_stored_before_its_waker_looked() {
    holds(wait_and_wake(Relaxed, Relaxed, true));
    assert_eq!(fails(wait_and_wake(Relaxed, Relaxed, false)), "deadlock");
    assert_eq!(fails(wait_and_wake(Release, Acquire, false)), "deadlock");
}

#[test]
fn a_futex_wait_that_comes_after_the_wake_finds_what_was_stored() {
    holds(|| {
        let state = Arc::new(AtomicU32::new(0));
        let there = Arc::clone(&state);
        let other = thread::spawn(move || {
            while there.load(Acquire) == 0 {
                futex::wait(&there, 0);
            }
        });
        state.store(1, Relaxed);
        futex::wake_all(&state);
        other.join().unwrap();
    });
}

#[test]
fn a_flag_that_stops_a_worker_may_be_relaxed() {
    let checked = holds(|| {
        let stop = Arc::new(AtomicBool::new(false));
        let done = Arc::new(AtomicUsize::new(0));
        let (stopped, counted) = (Arc::clone(&stop), Arc::clone(&done));
        let worker = thread::spawn(move || {
            while !stopped.load(Relaxed) {
                counted.fetch_add(1, Relaxed);
                thread::yield_now();
            }
        });
        stop.store(true, Relaxed);
        worker.join().unwrap();
        done.load(Relaxed);
    });
    assert!(checked.executions < 100, "{} executions", checked.executions);
}

#[test]
fn who_spins_may_count_its_turns() {
    let checked = holds(|| {
        let locked = Arc::new(AtomicBool::new(false));
        let tries = Arc::new(AtomicUsize::new(0));
        let lock = |locked: &AtomicBool, tries: &AtomicUsize| {
            while locked.swap(true, Acquire) {
                tries.fetch_add(1, Relaxed);
                hint::spin_loop();
            }
            locked.store(false, Release);
        };
        let (theirs, count) = (Arc::clone(&locked), Arc::clone(&tries));
        let other = thread::spawn(move || lock(&theirs, &count));
        lock(&locked, &tries);
        other.join().unwrap();
    });
    assert!(checked.executions < 1000, "{} executions", checked.executions);
}

#[test]
fn a_thread_that_gives_up_spinning_may_have_seen_nothing_but_old_values() {
    for turns in [1, 5, 50] {
        let kind = fails(move || {
            let ready = Arc::new(AtomicBool::new(false));
            let waiting = Arc::new(AtomicBool::new(false));
            let (theirs, sleeps) = (Arc::clone(&ready), Arc::clone(&waiting));
            let other = thread::spawn(move || {
                for _ in 0..turns {
                    if theirs.load(Acquire) {
                        return;
                    }
                    hint::spin_loop();
                }
                sleeps.store(true, Relaxed);
                while !theirs.load(Acquire) {
                    thread::park();
                }
            });
            ready.store(true, Release);
            if waiting.load(Relaxed) {
                other.thread().unpark();
            }
            other.join().unwrap();
        });
        assert_eq!(kind, "deadlock", "{turns} turns");
    }
}

#[test]
fn many_fences_are_no_endless_loop() {
    holds(|| {
        let x = Arc::new(AtomicU32::new(0));
        let y = Arc::new(AtomicU32::new(0));
        let (mine, theirs) = (Arc::clone(&x), Arc::clone(&y));
        for _ in 0..200 {
            x.fetch_add(1, Relaxed);
            fence(SeqCst);
        }
        let other = thread::spawn(move || {
            theirs.store(1, Relaxed);
            fence(SeqCst);
            mine.load(Relaxed) > 200
        });
        x.fetch_add(1, Relaxed);
        fence(SeqCst);
        let seen = y.load(Relaxed) == 1;
        assert!(other.join().unwrap() || seen);
    });
}

/// Two that wait for each other: one until the other has begun, that one until it is told to stop.
fn until_it_has_begun(order: Ordering, look: Ordering) -> impl Fn() + Send + Sync + 'static {
    move || {
        let turns = Arc::new(AtomicUsize::new(0));
        let stop = Arc::new(AtomicBool::new(false));
        let (theirs, stopped) = (Arc::clone(&turns), Arc::clone(&stop));
        let worker = thread::spawn(move || {
            while !stopped.load(look) {
                theirs.store(theirs.load(Relaxed) + 1, order);
                thread::yield_now();
            }
        });
        while turns.load(look) == 0 {
            thread::yield_now();
        }
        stop.store(true, order);
        worker.join().unwrap();
    }
}

#[test]
fn one_may_wait_for_the_other_to_begin() {
    holds(until_it_has_begun(SeqCst, SeqCst));
    holds(until_it_has_begun(Release, Acquire));
    holds(until_it_has_begun(Relaxed, Relaxed));
}

#[test]
fn what_was_looked_at_before_a_loop_may_be_stale_behind_it() {
    for preemptions in [None, Some(0), Some(1)] {
        let model = preemptions.map_or(Model::new(), |most| Model::new().preemptions(most));
        let report = model.try_check(|| {
            let x = Arc::new(AtomicU32::new(0));
            let flag = Arc::new(AtomicBool::new(false));
            let (theirs, done) = (Arc::clone(&x), Arc::clone(&flag));
            let other = thread::spawn(move || {
                theirs.store(1, Relaxed);
                done.store(true, Relaxed);
            });
            x.load(Relaxed);
            while !flag.load(Relaxed) {
                hint::spin_loop();
            }
            assert_eq!(x.load(Relaxed), 1);
            other.join().unwrap();
        });
        assert_eq!(report.expect_err("it is wrong").kind(), "assertion");
    }
}

/// A pointer that another thread finds.
fn publish(store: Ordering, load: Ordering) -> impl Fn() + Send + Sync + 'static {
    move || {
        let place = Arc::new(AtomicPtr::<AtomicU32>::default());
        let theirs = Arc::clone(&place);
        let other = thread::spawn(move || {
            let node = Box::into_raw(Box::new(AtomicU32::new(5)));
            theirs.store(node, store);
        });
        let node = place.load(load);
        if !node.is_null() {
            // SAFETY: it is freed below, when nobody else has it.
            unsafe { (*node).load(Relaxed) };
        }
        other.join().unwrap();
        // SAFETY: it came from a box, and nobody else has it.
        drop(unsafe { Box::from_raw(place.load(Relaxed)) });
    }
}

#[test]
fn what_is_published_must_be_there() {
    holds(publish(Release, Acquire));
    assert_eq!(fails(publish(Relaxed, Acquire)), "data race");
    assert_eq!(fails(publish(Release, Relaxed)), "data race");
}

/// Two owners of something that holds nothing but an atomic.
fn give_up(order: Ordering) -> impl Fn() + Send + Sync + 'static {
    struct Owned(*mut (AtomicUsize, AtomicU32));
    // SAFETY: atomics may be used by all threads, and the last owner frees them.
    unsafe impl Send for Owned {}
    impl Owned {
        fn give_up(self, order: Ordering) {
            // SAFETY: there is an owner left, this one.
            let (count, value) = unsafe { &*self.0 };
            value.fetch_add(1, Relaxed);
            if count.fetch_sub(1, order) == 1 {
                // SAFETY: it came from a box, and the other owner has given it up.
                drop(unsafe { Box::from_raw(self.0) });
            }
        }
    }
    move || {
        let both = Box::into_raw(Box::new((AtomicUsize::new(2), AtomicU32::new(0))));
        let (mine, theirs) = (Owned(both), Owned(both));
        let other = thread::spawn(move || theirs.give_up(order));
        mine.give_up(order);
        other.join().unwrap();
    }
}

#[test]
fn what_is_freed_must_be_used_no_more() {
    holds(give_up(AcqRel));
    assert_eq!(fails(give_up(Relaxed)), "data race");
    assert_eq!(fails(give_up(Release)), "data race");
}
