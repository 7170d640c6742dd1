//! What a queue must do whose takers wait.

use if_or_while::Queue;
use interleave::sync::Arc;
use interleave::time::{Duration, Instant};
use interleave::{Model, model, reach, thread};

/// More than anybody would make room for.
const MANY: u32 = 100;

// ANCHOR: usage
#[test]
fn gives_what_was_put_in_its_order() {
    model(|| {
        let queue = Queue::new();
        queue.put("first");
        queue.put("second");
        assert_eq!(queue.take(), "first", "the oldest item comes first");
        assert_eq!(queue.take(), "second", "the next item comes next");
    });
}
// ANCHOR_END: usage

#[test]
fn put_waits_for_no_taker() {
    model(|| {
        let queue = Queue::new();
        for item in 0..MANY {
            queue.put(item);
        }
        for item in 0..MANY {
            assert_eq!(queue.take(), item, "the oldest item comes first");
        }
    });
}

// ANCHOR: thieves
/// Two takers are needed: one that waits, and one that is faster than it.
#[test]
fn two_takers_get_one_item_each() {
    // Takers that look by the clock make this model large. Their verdict must not take long.
    without_surprises().executions(20_000).check(|| {
        let queue = Arc::new(Queue::new());
        let takers = [(); 2].map(|()| {
            let theirs = Arc::clone(&queue);
            thread::spawn(move || theirs.take())
        });
        queue.put(1);
        queue.put(2);
        let [a, b] = takers.map(|taker| taker.join().unwrap());
        assert_eq!(a + b, 3, "one got {a}, the other {b}: of 1 and 2 each is taken once");
        if a == 1 {
            reach!("the first taker gets the first item");
        } else {
            reach!("the second taker gets the first item");
        }
    });
}
// ANCHOR_END: thieves

/// A condvar may wake a thread for no reason. Here it does so up to twice.
#[test]
fn a_taker_waits_until_there_is_an_item() {
    Model::new().spurious_wakeups(2).check(|| {
        let queue = Arc::new(Queue::new());
        let theirs = Arc::clone(&queue);
        let taker = thread::spawn(move || theirs.take());
        queue.put(7);
        assert_eq!(taker.join().unwrap(), 7, "the only item");
    });
}

#[test]
fn one_taker_gets_the_items_in_their_order() {
    without_surprises().check(|| {
        let queue = Arc::new(Queue::new());
        let theirs = Arc::clone(&queue);
        let taker = thread::spawn(move || (theirs.take(), theirs.take()));
        queue.put(1);
        queue.put(2);
        assert_eq!(taker.join().unwrap(), (1, 2), "the items in the order of `put`");
    });
}

#[test]
fn a_taker_waits_for_put_and_not_for_the_clock() {
    model(|| {
        let queue = Arc::new(Queue::new());
        let theirs = Arc::clone(&queue);
        let taker = thread::spawn(move || {
            let begin = Instant::now();
            theirs.take();
            begin.elapsed()
        });
        queue.put(7);
        let passed = taker.join().unwrap();
        // In a model only waits and sleeps whose time is up move the clock; by itself it jumps, once and far.
        let a_day = Duration::from_secs(24 * 60 * 60);
        assert!(passed.is_zero() || passed > a_day, "nothing woke the taker but the clock");
    });
}

/// No condvar wakes a thread for no reason here: `a_taker_waits_until_there_is_an_item` is about that.
fn without_surprises() -> Model {
    Model::new().spurious_wakeups(0)
}
