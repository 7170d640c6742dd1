//! Sets and waits, but never clears: what is set stays set, so a second round is never played.
//@ fails: opens_for_good_is_refused: accepts the wrong version `opens_for_good`

use interleave::cell::UnsafeCell;
use interleave::sync::Arc;
use interleave::{model, thread};

pub trait Subject: Send + Sync + 'static {
    fn new() -> Self;
    fn set(&self);
    fn clear(&self);
    fn is_set(&self) -> bool;
    fn wait(&self);
}

#[derive(Default)]
pub struct Plain(UnsafeCell<u32>);

// SAFETY: it is not safe, on purpose; a model finds what is not in order.
unsafe impl Sync for Plain {}

impl Plain {
    pub fn write(&self, value: u32) {
        // SAFETY: as above.
        self.0.with_mut(|plain| unsafe { *plain = value });
    }

    pub fn read(&self) -> u32 {
        // SAFETY: as above.
        self.0.with(|plain| unsafe { *plain })
    }
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
        let written = Arc::new(Plain::default());
        let (theirs, cell) = (Arc::clone(&event), Arc::clone(&written));
        let other = thread::spawn(move || {
            cell.write(1);
            theirs.set();
        });
        if event.is_set() {
            assert_eq!(written.read(), 1);
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
