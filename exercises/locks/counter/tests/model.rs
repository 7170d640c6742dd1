//! What a counter that threads share must do.

use counter::Counter;
use interleave::sync::Arc;
use interleave::{model, reach, thread};

// ANCHOR: usage
#[test]
fn counts_from_its_start() {
    model(|| {
        let counter = Counter::new(40);
        counter.increment();
        counter.increment();
        assert_eq!(counter.value(), 42, "40 and two increments make 42");
    });
}
// ANCHOR_END: usage

// ANCHOR: lost
#[test]
fn increments_are_not_lost() {
    model(|| {
        let counter = Arc::new(Counter::new(0));
        let theirs = Arc::clone(&counter);
        let other = thread::spawn(move || {
            // Twice: an answer may survive being overtaken once.
            theirs.increment();
            theirs.increment();
        });
        counter.increment();
        other.join().unwrap();
        assert_eq!(counter.value(), 3, "an increment got lost");
    });
}
// ANCHOR_END: lost

#[test]
fn readers_see_the_count_grow() {
    model(|| {
        let counter = Arc::new(Counter::new(7));
        let theirs = Arc::clone(&counter);
        let other = thread::spawn(move || theirs.increment());
        let first = counter.value();
        let second = counter.value();
        other.join().unwrap();
        assert!(first <= second, "the count went back from {first} to {second}");
        assert!((7..=8).contains(&first), "{first} is no count that this counter ever had");
        if first < second {
            reach!("a reader that sees the count before and after an increment");
        }
    });
}
