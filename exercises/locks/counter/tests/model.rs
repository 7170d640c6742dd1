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
        let large = Counter::new(4_000_000_000);
        large.increment();
        assert_eq!(large.value(), 4_000_000_001, "a `u32` can be as large as that");
        assert_eq!(counter.value(), 42, "another counter counts for itself");
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
        counter.increment();
        assert_eq!(counter.value(), 4, "one increment more makes one more");
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

#[test]
fn no_reader_hides_an_increment_from_another_one() {
    model(|| {
        let counter = Arc::new(Counter::new(7));
        counter.increment();
        let theirs = Arc::clone(&counter);
        let other = thread::spawn(move || theirs.value());
        let mine = counter.value();
        let others = other.join().unwrap();
        let hidden = mine == 7 || others == 7;
        assert!(!hidden, "one had returned before both read, and they saw {mine} and {others}");
        assert!(mine.max(others) <= 8, "there was one, and they saw {mine} and {others}");
    });
}

// Three threads: what one leaves for another one to count must not be counted by a third as well.
#[test]
fn each_of_two_is_counted_once() {
    model(|| {
        let counter = Arc::new(Counter::new(7));
        let (first, second) = (Arc::clone(&counter), Arc::clone(&counter));
        let one = thread::spawn(move || first.increment());
        let other = thread::spawn(move || second.increment());
        let seen = counter.value();
        assert!(seen <= 9, "there were 7 and two increments, and a reader saw {seen}");
        one.join().unwrap();
        other.join().unwrap();
        assert_eq!(counter.value(), 9, "7 and two increments make 9");
        counter.increment();
        assert_eq!(counter.value(), 10, "one increment more makes one more");
    });
}
