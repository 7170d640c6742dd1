//! Looks when all is over: what stood there in the meantime is seen by nobody.
//@ fails: starts_over_is_refused: accepts the wrong version `starts_over`

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
        let theirs = Arc::clone(&subject);
        let other = thread::spawn(move || theirs.offer(1));
        subject.offer(2);
        other.join().unwrap();
        assert_eq!(subject.highest(), 2);
    });
}
