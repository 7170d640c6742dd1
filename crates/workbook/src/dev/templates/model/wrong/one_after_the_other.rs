//! Joins before it offers itself: then nobody is ever in between.
//@ fails: looks_then_writes_is_refused: accepts the wrong version `looks_then_writes`

use interleave::sync::Arc;
use interleave::{model, thread};

pub trait Subject: Send + Sync + 'static {
    fn new() -> Self;
    fn offer(&self, number: u32);
    fn highest(&self) -> u32;
}

pub fn claims<S: Subject>() {
    model(|| assert_eq!(S::new().highest(), 0));
    model(|| {
        let subject = Arc::new(S::new());
        subject.offer(1);
        let theirs = Arc::clone(&subject);
        let other = thread::spawn(move || theirs.offer(2));
        assert!(subject.highest() >= 1);
        other.join().unwrap();
    });
}
