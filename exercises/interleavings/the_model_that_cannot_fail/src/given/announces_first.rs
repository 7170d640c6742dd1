//! Says that a letter is there, and then puts it there: who is quick takes what was there before.

use interleave::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};

use the_model_that_cannot_fail::Mailbox;

pub struct Given {
    full: AtomicBool,
    letter: AtomicU32,
}

impl Mailbox for Given {
    fn new() -> Self {
        Given { full: AtomicBool::new(false), letter: AtomicU32::new(0) }
    }

    fn put(&self, letter: u32) {
        self.full.store(true, SeqCst);
        self.letter.store(letter, SeqCst);
    }

    fn take(&self) -> Option<u32> {
        let full = self.full.swap(false, SeqCst);
        full.then(|| self.letter.load(SeqCst))
    }
}
