//! Sleeps until the other thread must be through. A sleep orders nothing: the other one may still not
//! have begun.
//@ fails: what_is_right_keeps_every_claim: set long ago

use interleave::sync::Arc;
use interleave::time::Duration;
use interleave::{model, thread};

pub trait Subject: Send + Sync + 'static {
    fn new() -> Self;
    fn set(&self);
    fn clear(&self);
    fn is_set(&self) -> bool;
    fn wait(&self);
}

pub fn claims<S: Subject>() {
    model(|| {
        let event = Arc::new(S::new());
        let theirs = Arc::clone(&event);
        let other = thread::spawn(move || theirs.set());
        thread::sleep(Duration::from_millis(10));
        assert!(event.is_set(), "set long ago");
        other.join().unwrap();
    });
    model(|| {
        let event = Arc::new(S::new());
        let theirs = Arc::clone(&event);
        let other = thread::spawn(move || theirs.set());
        event.wait();
        assert!(event.is_set(), "a wait ended, and nobody has set the event");
        other.join().unwrap();
    });
    model(|| {
        let event = Arc::new(S::new());
        let [theirs, setters] = [(); 2].map(|()| Arc::clone(&event));
        let other = thread::spawn(move || theirs.wait());
        let setter = thread::spawn(move || setters.set());
        event.wait();
        setter.join().unwrap();
        other.join().unwrap();
    });
}
