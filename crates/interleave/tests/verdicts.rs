//! What a model is said to do, exactly: how many executions, which outcomes, within which limits.

use interleave::sync::atomic::{AtomicBool, AtomicU32, Ordering::*};
use interleave::sync::{Arc, Condvar, Mutex, TryLockError};
use interleave::{Checked, Model, Outcomes, outcomes, reach, thread};

/// The verdict on a model that holds.
fn holds(model: Model, program: impl Fn() + Send + Sync + 'static) -> Checked {
    model.try_check(program).expect("the program is correct")
}

/// The kind of failure of a model that does not.
fn fails(model: Model, program: impl Fn() + Send + Sync + 'static) -> &'static str {
    model.try_check(program).expect_err("the program is wrong").kind()
}

/// So many threads, the main thread included, that each do `step` so many times.
fn each<T: Send + Sync + 'static>(threads: usize, times: usize, value: T, step: fn(&T)) -> Arc<T> {
    let shared = Arc::new(value);
    let others: Vec<_> = (1..threads)
        .map(|_| {
            let shared = Arc::clone(&shared);
            thread::spawn(move || (0..times).for_each(|_| step(&shared)))
        })
        .collect();
    (0..times).for_each(|_| step(&shared));
    others.into_iter().for_each(|other| other.join().unwrap());
    shared
}

/// Two threads, each of which stores to one flag and loads the other.
fn store_buffering(order: std::sync::atomic::Ordering) -> Outcomes<(bool, bool)> {
    outcomes(move || {
        let x = Arc::new(AtomicBool::new(false));
        let y = Arc::new(AtomicBool::new(false));
        let (x2, y2) = (Arc::clone(&x), Arc::clone(&y));
        let other = thread::spawn(move || {
            y2.store(true, order);
            x2.load(order)
        });
        x.store(true, order);
        let seen = y.load(order);
        (seen, other.join().unwrap())
    })
}

#[test]
fn executions_that_only_repeat_are_not_counted() {
    let add = |n: &AtomicU32| {
        n.fetch_add(1, SeqCst);
    };
    let lock = |n: &Mutex<u32>| *n.lock().unwrap() += 1;
    let four = holds(Model::new(), move || drop(each(4, 1, AtomicU32::new(0), add)));
    assert_eq!(four.executions, 24, "the orders of four additions: 4!");
    let nine = holds(Model::new(), move || drop(each(3, 3, AtomicU32::new(0), add)));
    assert_eq!(nine.executions, 1680, "the merges of three sequences of three: 9! / 3!^3");
    let six = holds(Model::new(), move || drop(each(3, 2, Mutex::new(0), lock)));
    assert_eq!(six.executions, 90, "the merges of three sequences of two: 6! / 2!^3");
}

#[test]
fn a_verdict_names_its_limits() {
    let one = holds(Model::new(), || drop(Mutex::new(0).lock()));
    assert_eq!(one.summary, "holds in every interleaving (1 execution; loom agrees, 1 execution)");

    let relaxed = |n: &AtomicU32| {
        n.fetch_add(1, Relaxed);
    };
    let weaker = holds(Model::new(), move || drop(each(2, 1, AtomicU32::new(0), relaxed)));
    let says = "(2 distinct executions, stale reads included; loom";
    assert!(weaker.summary.contains(says), "{}", weaker.summary);

    let bounded = Model::new().preemptions(1);
    let bounded = holds(bounded, move || drop(each(2, 1, AtomicU32::new(0), relaxed)));
    let says = "holds in every interleaving with at most 1 preemption (";
    assert!(bounded.summary.starts_with(says), "{}", bounded.summary);

    let waits = holds(Model::new(), || wait_in_a_loop(|ready| !*ready));
    assert!(waits.summary.contains("at most one spurious wake-up each"), "{}", waits.summary);
}

#[test]
fn a_declared_bound_holds_where_threads_yield() {
    let program = || {
        let n = Arc::new(AtomicU32::new(0));
        let theirs = Arc::clone(&n);
        let other = thread::spawn(move || theirs.store(1, SeqCst));
        let (first, second) = (n.load(SeqCst), n.load(SeqCst));
        while n.load(SeqCst) == 0 {
            thread::yield_now();
        }
        other.join().unwrap();
        assert_eq!(first, second);
    };
    holds(Model::new().preemptions(0), program);
    assert_eq!(fails(Model::new().preemptions(1), program), "assertion");
}

#[test]
fn more_executions_than_the_budget_are_no_pass() {
    let add = |n: &AtomicU32| {
        n.fetch_add(1, SeqCst);
    };
    let program = move || drop(each(3, 3, AtomicU32::new(0), add));
    assert_eq!(fails(Model::new().executions(100), program), "not finished");
    assert_eq!(fails(Model::new().preemptions(5).executions(10), program), "not finished");
}

#[test]
fn a_thread_without_an_operation_makes_a_model_vacuous() {
    let program = || {
        let n = std::sync::Arc::new(std::sync::atomic::AtomicU32::new(0));
        let theirs = std::sync::Arc::clone(&n);
        let other = thread::spawn(move || theirs.fetch_add(1, SeqCst));
        n.fetch_add(1, SeqCst);
        other.join().unwrap();
    };
    assert_eq!(fails(Model::new(), program), "vacuous");
    holds(Model::new().idle_threads(), program);
}

#[test]
fn a_witness_that_no_execution_reaches_is_red() {
    let program = || {
        let n = each(2, 1, AtomicU32::new(0), |n| assert!(n.fetch_add(1, SeqCst) < 2));
        if n.load(SeqCst) == 1 {
            reach!("an addition got lost");
        }
    };
    // The witness belongs to the closure it stands in, so the closure is checked as it is.
    assert_eq!(fails(Model::new(), program), "unreached witness");
}

#[test]
fn a_witness_that_one_execution_reaches_is_enough() {
    holds(Model::new(), || {
        let lock = Arc::new(Mutex::new(()));
        let theirs = Arc::clone(&lock);
        let other = thread::spawn(move || drop(theirs.lock()));
        if lock.try_lock().is_err() {
            reach!("the lock was busy");
        }
        other.join().unwrap();
    });
}

#[test]
fn sequentially_consistent_threads_cannot_both_miss_a_store() {
    let (neither, rest) = ((false, false), [(false, true), (true, false), (true, true)]);
    assert_eq!(store_buffering(SeqCst).to_vec(), rest);
    assert_eq!(store_buffering(Relaxed).to_vec(), [&[neither][..], &rest].concat());
}

#[test]
fn each_outcome_has_an_execution_that_shows_it() {
    let finals = outcomes(|| {
        let step = |n: &AtomicU32| {
            let seen = n.load(SeqCst);
            n.store(seen + 1, SeqCst);
        };
        each(2, 1, AtomicU32::new(0), step).load(SeqCst)
    });
    assert_eq!(finals.to_vec(), [1, 2]);
    let lost = finals.witness(&1).expect("1 is possible");
    assert!(lost.contains("load → 0") && lost.contains("load → 1"), "{lost}");
    assert_eq!(finals.witness(&0), None, "0 is impossible");
}

#[test]
fn try_lock_fails_exactly_while_the_lock_is_held() {
    let seen = outcomes(|| {
        let lock = Arc::new(Mutex::new(0));
        let theirs = Arc::clone(&lock);
        let other = thread::spawn(move || *theirs.lock().unwrap() = 1);
        let seen = match lock.try_lock() {
            Ok(value) => value.to_string(),
            Err(TryLockError::WouldBlock) => "busy".to_owned(),
            Err(TryLockError::Poisoned(_)) => "poisoned".to_owned(),
        };
        other.join().unwrap();
        seen
    });
    assert_eq!(seen.to_vec(), ["0", "1", "busy"]);
}

#[test]
fn notify_one_may_wake_any_waiter() {
    let first = outcomes(|| {
        let queue = Arc::new((Mutex::new(Vec::new()), Condvar::new()));
        let waiters: Vec<_> = (1..=2)
            .map(|me| {
                let queue = Arc::clone(&queue);
                thread::spawn(move || {
                    let (order, turn) = &*queue;
                    let mut order = order.lock().unwrap();
                    order.push(0);
                    order = turn.wait_while(order, |order| !order.contains(&9)).unwrap();
                    order.push(me);
                })
            })
            .collect();
        let (order, turn) = &*queue;
        while order.lock().unwrap().len() < 2 {
            thread::yield_now();
        }
        order.lock().unwrap().push(9);
        turn.notify_one();
        turn.notify_one();
        waiters.into_iter().for_each(|waiter| waiter.join().unwrap());
        order.lock().unwrap()[3]
    });
    assert_eq!(first.to_vec(), [1, 2]);
}

fn wait_in_a_loop(goes_on: fn(&mut bool) -> bool) {
    let shared = Arc::new((Mutex::new(false), Condvar::new()));
    let theirs = Arc::clone(&shared);
    let other = thread::spawn(move || {
        *theirs.0.lock().unwrap() = true;
        theirs.1.notify_one();
    });
    let ready = shared.0.lock().unwrap();
    let ready = shared.1.wait_while(ready, goes_on).unwrap();
    assert!(*ready, "woken for nothing");
    drop(ready);
    other.join().unwrap();
}

fn wait_once() {
    let shared = Arc::new((Mutex::new(false), Condvar::new()));
    let theirs = Arc::clone(&shared);
    let other = thread::spawn(move || {
        *theirs.0.lock().unwrap() = true;
        theirs.1.notify_one();
    });
    let mut ready = shared.0.lock().unwrap();
    if !*ready {
        ready = shared.1.wait(ready).unwrap();
    }
    assert!(*ready, "woken for nothing");
    drop(ready);
    other.join().unwrap();
}

#[test]
fn a_wait_may_end_without_a_notification() {
    holds(Model::new(), || wait_in_a_loop(|ready| !*ready));
    assert_eq!(fails(Model::new(), wait_once), "panic");
    holds(Model::new().spurious_wakeups(0), wait_once);
}

#[test]
fn a_weak_exchange_may_fail_without_a_reason() {
    let strong = outcomes(|| AtomicU32::new(0).compare_exchange(0, 1, SeqCst, SeqCst).is_ok());
    assert_eq!(strong.to_vec(), [true]);
    let weak = outcomes(|| AtomicU32::new(0).compare_exchange_weak(0, 1, SeqCst, SeqCst).is_ok());
    assert_eq!(weak.to_vec(), [false, true]);
}

#[test]
fn a_panic_that_is_joined_is_no_failure() {
    holds(Model::new(), || {
        let lock = Arc::new(Mutex::new(0));
        let theirs = Arc::clone(&lock);
        let other = thread::spawn(move || {
            let _guard = theirs.lock();
            panic!("on purpose");
        });
        let payload = other.join().expect_err("it panicked");
        assert_eq!(payload.downcast_ref(), Some(&"on purpose"));
        assert!(lock.is_poisoned(), "it held the lock");
        assert!(lock.lock().is_err());
        lock.clear_poison();
        assert!(lock.lock().is_ok());
    });
}

#[test]
fn a_panic_that_nobody_joins_is_a_failure() {
    let program = || {
        let lock = Mutex::new(0);
        thread::spawn(move || {
            drop(lock.lock());
            panic!("nobody looks");
        });
    };
    assert_eq!(fails(Model::new(), program), "panic");
}

struct Last(Arc<AtomicU32>, u32);

impl Drop for Last {
    fn drop(&mut self) {
        self.0.fetch_add(self.1, SeqCst);
    }
}

#[test]
fn who_drops_last_is_tried_in_all_orders_if_the_destructor_operates() {
    // The destructor runs before or after the other thread's addition has been read.
    let seen = outcomes(|| {
        let log = Arc::new(AtomicU32::new(0));
        let last = Arc::new(Last(Arc::clone(&log), 10));
        let theirs = Arc::clone(&last);
        let other = thread::spawn(move || {
            drop(theirs);
        });
        drop(last);
        let seen = log.load(SeqCst);
        other.join().unwrap();
        assert_eq!(log.load(SeqCst), 10, "dropped once");
        seen
    });
    assert_eq!(seen.to_vec(), [0, 10]);
}

#[test]
fn yielding_hides_nothing() {
    let with = |steps: fn()| {
        outcomes(move || {
            let n = Arc::new(AtomicU32::new(0));
            let theirs = Arc::clone(&n);
            let other = thread::spawn(move || {
                theirs.store(1, SeqCst);
                theirs.store(2, SeqCst);
            });
            let mut seen = vec![n.load(SeqCst)];
            for _ in 0..2 {
                steps();
                seen.push(n.load(SeqCst));
            }
            other.join().unwrap();
            seen
        })
        .to_vec()
    };
    assert_eq!(with(thread::yield_now), with(|| {}));
}

#[test]
fn a_loop_that_waits_for_a_flag_ends() {
    holds(Model::new(), || {
        let flag = Arc::new(AtomicBool::new(false));
        let theirs = Arc::clone(&flag);
        let other = thread::spawn(move || theirs.store(true, Release));
        while !flag.load(Acquire) {
            interleave::hint::spin_loop();
        }
        other.join().unwrap();
    });
}

#[test]
fn a_thread_that_yields_often_is_held_back_and_the_verdict_says_so() {
    let summary = |yields: usize| {
        let checked = holds(Model::new(), move || {
            let n = Arc::new(AtomicU32::new(0));
            let theirs = Arc::clone(&n);
            let other = thread::spawn(move || {
                (0..yields).for_each(|_| thread::yield_now());
                theirs.load(SeqCst)
            });
            n.store(1, SeqCst);
            other.join().unwrap();
        });
        checked.summary
    };
    let held_back = "a thread that yields a fourth time lets the others go first";
    assert!(!summary(3).contains(held_back), "{}", summary(3));
    assert!(summary(4).contains(held_back), "{}", summary(4));
}

#[test]
fn a_thread_that_makes_progress_does_not_spin() {
    holds(Model::new(), || {
        let n = AtomicU32::new(0);
        for _ in 0..250 {
            n.fetch_add(1, SeqCst);
            thread::yield_now();
        }
    });
}

#[test]
fn two_threads_that_spin_on_a_dead_lock_are_a_livelock() {
    let program = || {
        let locked = Arc::new(AtomicBool::new(true));
        let theirs = Arc::clone(&locked);
        let spin = |locked: &AtomicBool| {
            while locked.swap(true, Acquire) {
                interleave::hint::spin_loop();
            }
        };
        let other = thread::spawn(move || spin(&theirs));
        spin(&locked);
        other.join().unwrap();
    };
    assert_eq!(fails(Model::new(), program), "livelock");
}

#[test]
fn a_panic_that_was_caught_is_not_the_cause_of_what_comes_later() {
    let program = || {
        let lock = Mutex::new(());
        let _ = std::panic::catch_unwind(|| panic!("caught"));
        let _first = lock.lock();
        let _second = lock.lock();
    };
    assert_eq!(fails(Model::new(), program), "deadlock");
}

#[test]
fn a_report_is_about_the_thread_that_panicked_first() {
    let passes_on: [fn(thread::JoinHandle<()>); 3] = [
        |other| other.join().unwrap(),
        |other| other.join().expect("the worker failed"),
        |other| std::panic::resume_unwind(other.join().unwrap_err()),
    ];
    for pass_on in passes_on {
        let report = Model::new().try_check(move || {
            let n = AtomicU32::new(0);
            pass_on(thread::spawn(move || {
                n.store(1, SeqCst);
                panic!("the cause");
            }));
        });
        let report = report.expect_err("it panics").at_width(100);
        assert!(report.contains("PANIC in T1: the cause"), "{report}");
    }
}

#[test]
fn an_assertion_that_shows_a_payload_is_about_itself() {
    let report = Model::new().try_check(|| {
        let n = AtomicU32::new(0);
        let other = thread::spawn(move || {
            n.store(1, SeqCst);
            panic!("not the cause");
        });
        let shown = format!("{:?}", other.join().unwrap_err());
        assert_eq!(shown, "not the cause");
    });
    let report = report.expect_err("it panics").at_width(100);
    assert!(report.contains("ASSERTION FAILED in main"), "{report}");
}

#[test]
fn a_lock_may_be_found_poisoned_or_not_yet() {
    let seen = outcomes(|| {
        let lock = Arc::new(Mutex::new(()));
        let theirs = Arc::clone(&lock);
        let other = thread::spawn(move || {
            let _guard = theirs.lock();
            panic!("on purpose");
        });
        let seen = lock.is_poisoned();
        assert!(other.join().is_err());
        seen
    });
    assert_eq!(seen.to_vec(), [false, true]);
}

#[test]
fn an_outcome_may_hold_objects_of_the_model() {
    let shared = outcomes(|| {
        let n = Arc::new(7);
        let theirs = Arc::clone(&n);
        let flag = AtomicBool::new(false);
        let other = thread::spawn(move || {
            flag.store(true, SeqCst);
            *theirs
        });
        other.join().unwrap();
        n
    });
    assert_eq!(shared.iter().map(|n| **n).collect::<Vec<_>>(), [7]);
}

#[test]
fn a_prediction_is_compared_with_the_set() {
    let report = |predicted: &[bool]| {
        let predicted = predicted.to_vec();
        std::panic::catch_unwind(move || a_flag_as_it_is_seen().assert_predicted(predicted)).is_ok()
    };
    assert!(report(&[false, true]));
    assert!(report(&[true, false, false]), "a set has no order");
    assert!(!report(&[]));
    assert!(!report(&[true]));
}

/// What a thread sees of a flag that another one sets.
fn a_flag_as_it_is_seen() -> Outcomes<bool> {
    outcomes(|| {
        let flag = Arc::new(AtomicBool::new(false));
        let theirs = Arc::clone(&flag);
        let other = thread::spawn(move || theirs.store(true, SeqCst));
        let seen = flag.load(SeqCst);
        other.join().unwrap();
        seen
    })
}

#[test]
fn a_loop_that_gives_up_is_seen_to_give_up() {
    let program = || {
        let n = each(2, 1, Mutex::new(0), |n| {
            for _ in 0..20 {
                if let Ok(mut n) = n.try_lock() {
                    *n += 1;
                    return;
                }
                thread::yield_now();
            }
        });
        assert_eq!(*n.lock().unwrap(), 2, "gave up");
    };
    assert_eq!(fails(Model::new(), program), "assertion");
}

/// Found by comparing with a search that reduces nothing: the other order of the two locks of `b` was
/// never tried, as the busy `try_lock` between them was taken for what orders them.
#[test]
fn a_busy_try_lock_hides_no_order_of_the_locks_around_it() {
    let program = || {
        let n = Arc::new(AtomicU32::new(0));
        let a = Arc::new(Mutex::new(0));
        let b = Arc::new(Mutex::new(()));
        let (n2, b2) = (Arc::clone(&n), Arc::clone(&b));
        let second = thread::spawn(move || {
            let _held = b2.lock();
            n2.fetch_add(1, SeqCst);
        });
        let seen = n.fetch_add(1, SeqCst);
        let (a1, b1) = (Arc::clone(&a), Arc::clone(&b));
        let first = thread::spawn(move || {
            let mut order = a1.lock().unwrap();
            *order += 1;
            b1.try_lock().is_err()
        });
        let mut order = a.lock().unwrap();
        *order += 1;
        let mine = *order;
        second.join().unwrap();
        drop(order);
        assert_ne!((seen, mine, first.join().unwrap()), (1, 2, true), "a rare order");
    };
    assert_eq!(fails(Model::new(), program), "assertion");
}

#[test]
fn a_thread_that_only_starts_another_is_not_idle() {
    holds(Model::new(), || {
        let n = Arc::new(AtomicU32::new(0));
        let theirs = Arc::clone(&n);
        thread::spawn(move || {
            thread::spawn(move || theirs.fetch_add(1, SeqCst));
        });
        n.fetch_add(1, SeqCst);
    });
}

#[test]
fn a_panic_that_was_caught_is_not_what_a_report_is_about() {
    let report = Model::new().try_check(|| {
        let n = AtomicU32::new(0);
        let _ = std::panic::catch_unwind(|| panic!("harmless"));
        assert_eq!(n.load(SeqCst), 1, "the real failure");
    });
    let report = report.expect_err("it fails").at_width(100);
    assert!(report.contains("ASSERTION FAILED in main: the real failure"), "{report}");
}

#[test]
fn three_threads_may_spin_for_their_turn() {
    let tickets = || {
        let state = (AtomicU32::new(0), AtomicU32::new(0), AtomicU32::new(0));
        let state = each(3, 1, state, |(next, serving, value)| {
            let mine = next.fetch_add(1, SeqCst);
            while serving.load(SeqCst) != mine {
                interleave::hint::spin_loop();
            }
            value.store(value.load(SeqCst) + 1, SeqCst);
            serving.store(mine + 1, SeqCst);
        });
        assert_eq!(state.2.load(SeqCst), 3);
    };
    holds(Model::new(), tickets);
}

#[test]
fn a_panic_that_is_resumed_poisons_too() {
    holds(Model::new(), || {
        let lock = Arc::new(Mutex::new(()));
        let theirs = Arc::clone(&lock);
        let other = thread::spawn(move || {
            let _guard = theirs.lock();
            std::panic::resume_unwind(Box::new("begun elsewhere"));
        });
        assert!(other.join().is_err());
        assert!(lock.is_poisoned(), "the guard was dropped by a panic");
    });
}
