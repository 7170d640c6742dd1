//! Asks for more than is promised: that the highest of two offers is seen at once.
//@ fails: what_is_right_keeps_every_claim: assertion

use interleave::sync::Arc;
use interleave::{model, thread};

pub trait Subject: Send + Sync + 'static {
    fn new() -> Self;
    fn offer(&self, number: u32);
    fn highest(&self) -> u32;
}

pub fn claims<S: Subject>() {
    model(|| {
        let subject = Arc::new(S::new());
        subject.offer(1);
        let theirs = Arc::clone(&subject);
        let other = thread::spawn(move || theirs.offer(2));
        assert!(subject.highest() == 2);
        other.join().unwrap();
    });
}
