//! Looks whether there is a letter, and takes it: two may look before either takes it.

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
        self.letter.store(letter, SeqCst);
        self.full.store(true, SeqCst);
    }

    fn take(&self) -> Option<u32> {
        if !self.full.load(SeqCst) {
            return None;
        }
        self.full.store(false, SeqCst);
        Some(self.letter.load(SeqCst))
    }
}
