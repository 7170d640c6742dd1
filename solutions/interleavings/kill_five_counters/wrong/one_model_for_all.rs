//! One model that does everything at once. It is right, and it is slower, and when it fails it does not
//! say which promise was broken.
//@ passes: each of the five does its wrong in one of its executions

use interleave::sync::Arc;
use interleave::{model, thread};

pub trait Counter: Send + Sync + 'static {
    fn new(start: u32) -> Self;
    fn increment(&self) -> u32;
    fn value(&self) -> u32;
}

pub fn claims<C: Counter>() {
    model(|| {
        let counter = Arc::new(C::new(5));
        let theirs = Arc::clone(&counter);
        let other = thread::spawn(move || [theirs.increment(), theirs.increment()]);
        let mine = counter.increment();
        assert!(counter.value() >= 6);
        assert!(!other.join().unwrap().contains(&mine));
        assert_eq!(counter.value(), 8);
    });
}
