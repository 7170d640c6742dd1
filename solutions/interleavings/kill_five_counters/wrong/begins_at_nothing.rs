//! Begins at 0 wherever it does not matter where, which is everywhere: nobody asks for another start.
//@ fails: begins_at_zero_is_refused: accepts the wrong version `begins_at_zero`

use interleave::sync::Arc;
use interleave::{model, thread};

pub trait Counter: Send + Sync + 'static {
    fn new(start: u32) -> Self;
    fn increment(&self) -> u32;
    fn value(&self) -> u32;
}

pub fn claims<C: Counter>() {
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
        let counter = Arc::new(C::new(0));
        counter.increment();
        let theirs = Arc::clone(&counter);
        let other = thread::spawn(move || theirs.increment());
        assert!(counter.value() >= 1, "less than there was already");
        other.join().unwrap();
        // To have looked changes nothing.
        assert_eq!(counter.value(), 2, "the increment is over");
    });
}
