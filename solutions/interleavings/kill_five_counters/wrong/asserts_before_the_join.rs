//! Asks for the end result before the other thread has come to its end: no counter can keep that.
//@ fails: what_is_right_keeps_every_claim: an increment got lost

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
        counter.increment();
        assert_eq!(counter.value(), 3, "an increment got lost");
        other.join().unwrap();
    });
    // No two increments return the same.
    model(|| {
        let counter = Arc::new(C::new(0));
        let theirs = Arc::clone(&counter);
        let other = thread::spawn(move || theirs.increment());
        let mine = counter.increment();
        assert_ne!(mine, other.join().unwrap(), "two increments led to the same count");
    });
    // Whoever looks sees what is there already, also while somebody counts.
    model(|| {
        let counter = Arc::new(C::new(5));
        let theirs = Arc::clone(&counter);
        let other = thread::spawn(move || theirs.increment());
        assert!(counter.value() >= 5, "less than there was already");
        other.join().unwrap();
        // To have looked changes nothing.
        assert_eq!(counter.value(), 6, "the increment is over");
    });
}
