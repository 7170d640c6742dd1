//! What must hold of everything that calls itself an event?
//!
//! `claims` are checked on events that are right, and on each in `src/given`, of which seven are wrong:
//! they must hold for the first, and refuse the seven.

use interleave::cell::UnsafeCell;
use interleave::sync::Arc;
use interleave::{model, thread};

/// An event is set or not, and threads wait until it is.
pub trait Subject: Send + Sync + 'static {
    /// Makes an event that is not set.
    fn new() -> Self;

    /// Sets the event, and lets all go on that wait. It stays set until it is cleared.
    ///
    /// Whatever happened before `set` happens before a `wait` that ends by it, and before an `is_set`
    /// that says `true` because of it.
    fn set(&self);

    /// Makes the event one that is not set. This promises nothing about what happened before.
    fn clear(&self);

    /// Tells whether the event is set, at any time, also while others wait.
    fn is_set(&self) -> bool;

    /// Waits until the event is set; returns at once if it is.
    ///
    /// If it is set and soon cleared again, a thread that waits may miss that or not.
    fn wait(&self);
}

/// A value that nothing protects. If two threads use it, one of them to write, and nothing puts the two
/// in order, then that is a data race: the claim that uses it fails.
#[derive(Default)]
pub struct Plain(UnsafeCell<u32>);

// SAFETY: it is not safe, on purpose: it stands for the data that an event publishes. Only models use it,
// and there each access without an order is found before it is done.
unsafe impl Sync for Plain {}

impl Plain {
    /// Changes the value, which is 0 at first.
    pub fn write(&self, value: u32) {
        // SAFETY: as above.
        self.0.with_mut(|plain| unsafe { *plain = value });
    }

    /// Reads the value.
    pub fn read(&self) -> u32 {
        // SAFETY: as above.
        self.0.with(|plain| unsafe { *plain })
    }
}

// ANCHOR: claims
/// Whatever must hold of an event: each `model` is one claim.
pub fn claims<S: Subject>() {
    // hole: models that hold for what is right; each wrong event must fail in one of them
    // hole as: // model(|| assert!(!S::new().is_set(), "nobody has set it"));
    // A wait ends because the event is set, and for nothing else.
    model(|| {
        let event = Arc::new(S::new());
        let theirs = Arc::clone(&event);
        let other = thread::spawn(move || theirs.set());
        event.wait();
        assert!(event.is_set(), "a wait ended, and nobody has set the event");
        other.join().unwrap();
    });
    // `set` lets all go on.
    model(|| {
        let event = Arc::new(S::new());
        let [theirs, setters] = [(); 2].map(|()| Arc::clone(&event));
        let other = thread::spawn(move || theirs.wait());
        let setter = thread::spawn(move || setters.set());
        event.wait();
        setter.join().unwrap();
        other.join().unwrap();
    });
    // Whoever waits after a `clear` waits for the next `set`.
    model(|| {
        let event = Arc::new(S::new());
        event.set();
        event.clear();
        let message = Arc::new(Plain::default());
        let (theirs, sent) = (Arc::clone(&event), Arc::clone(&message));
        let other = thread::spawn(move || {
            sent.write(1);
            theirs.set();
        });
        event.wait();
        assert_eq!(message.read(), 1, "a wait ended by a `set` that was cleared");
        other.join().unwrap();
    });
    // Who sees the event set sees what was written before.
    model(|| {
        let event = Arc::new(S::new());
        let message = Arc::new(Plain::default());
        let (theirs, sent) = (Arc::clone(&event), Arc::clone(&message));
        let other = thread::spawn(move || {
            sent.write(1);
            theirs.set();
        });
        if event.is_set() {
            assert_eq!(message.read(), 1, "the event was set before the message was there");
        }
        other.join().unwrap();
    });
    // Who waits keeps nobody from asking.
    model(|| {
        let event = Arc::new(S::new());
        let theirs = Arc::clone(&event);
        let other = thread::spawn(move || theirs.wait());
        if !event.is_set() {
            event.set();
        }
        other.join().unwrap();
    });
    // However many ask, a set event is set.
    model(|| {
        let event = Arc::new(S::new());
        event.set();
        let theirs = Arc::clone(&event);
        let other = thread::spawn(move || theirs.is_set());
        assert!(event.is_set(), "it has been set");
        assert!(other.join().unwrap(), "it has been set");
    });
    // end hole
}
// ANCHOR_END: claims
