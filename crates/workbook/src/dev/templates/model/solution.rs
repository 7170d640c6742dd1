//! What must hold of everything that remembers the highest number it was offered?
//!
//! `claims` are checked on one subject that is right, and on each in `src/given`, which is wrong: they
//! must hold for the first and refuse the others.

use interleave::sync::Arc;
use interleave::{model, thread};

/// Remembers the highest number that it was offered.
pub trait Subject: Send + Sync + 'static {
    /// Makes one that has been offered nothing: its highest is 0.
    fn new() -> Self;
    /// Offers a number.
    fn offer(&self, number: u32);
    /// Tells the highest number that was offered.
    fn highest(&self) -> u32;
}

// ANCHOR: claims
/// Whatever must hold of a subject: each `model` is one claim.
pub fn claims<S: Subject>() {
    // hole: models that hold for what is right; each of src/given must fail in one of them
    // hole as: // model(|| assert!(S::new().highest() < 10, "nothing was offered"));
    // Nothing was offered yet.
    model(|| assert_eq!(S::new().highest(), 0, "nothing was offered"));
    // No offer is lost.
    model(|| {
        let subject = Arc::new(S::new());
        let theirs = Arc::clone(&subject);
        let other = thread::spawn(move || theirs.offer(1));
        subject.offer(2);
        other.join().unwrap();
        assert_eq!(subject.highest(), 2, "2 was offered");
    });
    // The highest never goes down.
    model(|| {
        let subject = Arc::new(S::new());
        subject.offer(1);
        let theirs = Arc::clone(&subject);
        let other = thread::spawn(move || theirs.offer(2));
        assert!(subject.highest() >= 1, "1 was offered before");
        other.join().unwrap();
    });
    // end hole
}
// ANCHOR_END: claims
