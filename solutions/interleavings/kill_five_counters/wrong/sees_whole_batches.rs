//! Takes two increments of one thread for one step: nobody may look in between, it says. The trait
//! promises nothing of the kind.
//@ fails: what_is_right_keeps_every_claim: half of a batch

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
        other.join().unwrap();
        assert_eq!(counter.value(), 3, "an increment got lost");
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
    model(|| {
        let counter = Arc::new(C::new(0));
        let theirs = Arc::clone(&counter);
        let other = thread::spawn(move || {
            theirs.increment();
            theirs.increment();
        });
        assert_ne!(counter.value(), 1, "half of a batch");
        other.join().unwrap();
    });
}
