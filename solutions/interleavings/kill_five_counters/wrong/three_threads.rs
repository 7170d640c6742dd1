//! Gets the counter overtaken twice by two threads with one increment each: that is as good, and more
//! executions.
//@ passes: two others can overtake as well as one that increments twice

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
    model(|| {
        let counter = Arc::new(C::new(0));
        let others: Vec<_> = (0..2)
            .map(|_| {
                let theirs = Arc::clone(&counter);
                thread::spawn(move || theirs.increment())
            })
            .collect();
        let mut answers = vec![counter.increment()];
        answers.extend(others.into_iter().map(|other| other.join().unwrap()));
        answers.sort();
        assert_eq!(answers, [1, 2, 3]);
        assert_eq!(counter.value(), 3);
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
