//! Has no plain value, but an atomic one, written and read as `SeqCst`.
//@ passes: where nothing puts `set` before `is_set`, even such a load may return the old value

use interleave::sync::Arc;
use interleave::sync::atomic::{AtomicU32, Ordering::SeqCst};
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
    model(|| {
        let event = Arc::new(S::new());
        event.set();
        event.clear();
        let written = Arc::new(AtomicU32::new(0));
        let (theirs, cell) = (Arc::clone(&event), Arc::clone(&written));
        let other = thread::spawn(move || {
            cell.store(1, SeqCst);
            theirs.set();
        });
        event.wait();
        assert_eq!(written.load(SeqCst), 1, "a wait ended by a `set` that was cleared");
        other.join().unwrap();
    });
    model(|| {
        let event = Arc::new(S::new());
        let written = Arc::new(AtomicU32::new(0));
        let (theirs, value) = (Arc::clone(&event), Arc::clone(&written));
        let other = thread::spawn(move || {
            value.store(1, SeqCst);
            theirs.set();
        });
        if event.is_set() {
            assert_eq!(written.load(SeqCst), 1, "the event was set before the value was written");
        }
        other.join().unwrap();
    });
    model(|| {
        let event = Arc::new(S::new());
        let theirs = Arc::clone(&event);
        let other = thread::spawn(move || theirs.wait());
        if !event.is_set() {
            event.set();
        }
        other.join().unwrap();
    });
    model(|| {
        let event = Arc::new(S::new());
        event.set();
        let theirs = Arc::clone(&event);
        let other = thread::spawn(move || theirs.is_set());
        assert!(event.is_set(), "it has been set");
        assert!(other.join().unwrap(), "it has been set");
    });
}
