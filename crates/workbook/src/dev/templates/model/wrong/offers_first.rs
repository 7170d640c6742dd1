//! Offers something in every model, as that is what subjects are for: what stands there before that
//! is seen by nobody.
//@ fails: begins_at_one_is_refused: accepts the wrong version `begins_at_one`

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
        let theirs = Arc::clone(&subject);
        let other = thread::spawn(move || theirs.offer(1));
        subject.offer(2);
        other.join().unwrap();
        assert_eq!(subject.highest(), 2);
    });
    model(|| {
        let subject = Arc::new(S::new());
        subject.offer(1);
        let theirs = Arc::clone(&subject);
        let other = thread::spawn(move || theirs.offer(2));
        assert!(subject.highest() >= 1);
        other.join().unwrap();
    });
}
