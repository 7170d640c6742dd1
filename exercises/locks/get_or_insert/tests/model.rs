//! What a cache must do that several threads ask.

use get_or_insert::Cache;
use interleave::sync::Arc;
use interleave::sync::atomic::{AtomicU32, Ordering::SeqCst};
use interleave::{Model, model, reach, thread};
use std::panic::{AssertUnwindSafe, catch_unwind};

// ANCHOR: usage
#[test]
fn computes_a_value_once_and_keeps_it() {
    model(|| {
        let cache = Cache::new();
        let first = cache.get_or_insert(7, || 49);
        assert_eq!(first, 49, "nothing was there: it is what `init` returns");
        assert_eq!(cache.get_or_insert(7, || 0), 49, "49 was there");
        assert_eq!(cache.get_or_insert(8, || 64), 64, "another key has another value");
        for (key, value) in [(9, 0), (10, u64::MAX)] {
            assert_eq!(cache.get_or_insert(key, || value), value, "a value like any other");
            assert_eq!(cache.get_or_insert(key, || 81), value, "{value} was there");
        }
        assert_eq!(cache.get_or_insert(7, || 0), 49, "49 is still there");
        assert_eq!(Cache::new().get_or_insert(7, || 0), 0, "another cache has nothing yet");
    });
}
// ANCHOR_END: usage

/// The sum of all numbers up to this one; the value of each number asks for that of the one before.
fn sum_up_to(cache: &Cache, number: u32) -> u64 {
    cache.get_or_insert(number, || match number {
        0 => 0,
        _ => sum_up_to(cache, number - 1) + u64::from(number),
    })
}

// Eighty at once: if fewer locks are shared by all keys, two of these are behind the same one.
#[test]
fn an_init_may_ask_for_another_key() {
    model(|| {
        let cache = Cache::new();
        assert_eq!(sum_up_to(&cache, 80), 3_240, "the sum of all numbers up to 80");
    });
}

// ANCHOR: once
#[test]
fn one_init_is_run_and_all_get_its_value() {
    model(|| {
        let (cache, runs) = (Arc::new(Cache::new()), Arc::new(AtomicU32::new(0)));
        let (theirs, their_runs) = (Arc::clone(&cache), Arc::clone(&runs));
        let ask = |cache: &Cache, runs: &AtomicU32, value| {
            cache.get_or_insert(7, || {
                runs.fetch_add(1, SeqCst);
                value
            })
        };
        let other = thread::spawn(move || ask(&theirs, &their_runs, 1));
        let mine = ask(&cache, &runs, 2);
        let others = other.join().unwrap();
        let later = ask(&cache, &runs, 3);
        assert_eq!(mine, later, "main got a value, and asking again gives another");
        assert_eq!(mine, others, "two threads got different values for one key");
        assert_eq!(runs.load(SeqCst), 1, "there is one key, and so often was an `init` run");
        match mine {
            1 => reach!("main gets what the other thread has computed"),
            2 => reach!("the other thread gets what main has computed"),
            _ => panic!("{mine} is no value that an `init` has returned"),
        }
    });
}
// ANCHOR_END: once

#[test]
fn a_key_does_not_wait_for_another_one() {
    // Far apart, and equal modulo every power of two up to 1,024 and every number up to 16: a lock that is
    // chosen by a remainder is the same for both.
    const APART: u32 = 720_720 * 64;

    model(|| {
        let (cache, inside) = (Arc::new(Cache::new()), Arc::new(AtomicU32::new(0)));
        let (theirs, they) = (Arc::clone(&cache), Arc::clone(&inside));
        let ask = |cache: &Cache, inside: &AtomicU32, key| {
            cache.get_or_insert(key, || {
                if inside.fetch_add(1, SeqCst) == 1 {
                    reach!("values of two keys are being computed");
                }
                inside.fetch_sub(1, SeqCst);
                key.into()
            })
        };
        let other = thread::spawn(move || ask(&theirs, &they, 0));
        assert_eq!(ask(&cache, &inside, APART), u64::from(APART), "the value of another key");
        assert_eq!(other.join().unwrap(), 0, "the value of another key");
    });
}

/// Asks with an `init` that panics; tells whether it did.
fn panics(cache: &Cache) -> bool {
    let ask = || cache.get_or_insert(7, || panic!("no value today"));
    catch_unwind(AssertUnwindSafe(ask)).is_err()
}

// Three threads: two that wait for the value whose `init` panics.
#[test]
fn a_panic_leaves_the_key_to_one_of_those_who_wait() {
    model(|| {
        let (cache, runs) = (Arc::new(Cache::new()), Arc::new(AtomicU32::new(0)));
        let (first, second) = (Arc::clone(&cache), Arc::clone(&cache));
        let ask = |cache: &Cache, runs: &AtomicU32| {
            cache.get_or_insert(7, || {
                runs.fetch_add(1, SeqCst);
                49
            })
        };
        let panicking = thread::spawn(move || panics(&first));
        let their_runs = Arc::clone(&runs);
        let other = thread::spawn(move || ask(&second, &their_runs));
        ask(&cache, &runs);
        other.join().unwrap();
        if panicking.join().unwrap() {
            reach!("the `init` that panics is run first");
        }
        let runs = runs.load(SeqCst);
        assert!(runs <= 1, "one `init` has returned a value, and another one was run");
    });
}

// Three threads: one that waits for what main computes, while main waits for the value whose `init` panics. No
// wake-up comes without a reason here: it would only wake somebody who was forgotten.
#[test]
fn who_computes_one_key_may_wait_for_another() {
    Model::new().spurious_wakeups(0).preemptions(2).check(|| {
        let cache = Arc::new(Cache::new());
        let (first, second) = (Arc::clone(&cache), Arc::clone(&cache));
        let panicking = thread::spawn(move || panics(&first));
        let other = thread::spawn(move || second.get_or_insert(8, || 1));
        cache.get_or_insert(8, || cache.get_or_insert(7, || 49) + 1);
        // What is asked here is that all come to an end.
        other.join().unwrap();
        panicking.join().unwrap();
    });
}
