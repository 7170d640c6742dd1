//! Looks whether the seat is taken, and takes it: two may look before either takes.

use interleave::sync::atomic::{AtomicBool, Ordering::SeqCst};

use the_model_that_cannot_fail::Seat;

pub struct Given(AtomicBool);

impl Seat for Given {
    fn new() -> Self {
        Given(AtomicBool::new(false))
    }

    fn take(&self) -> bool {
        if self.0.load(SeqCst) {
            return false;
        }
        self.0.store(true, SeqCst);
        true
    }
}
