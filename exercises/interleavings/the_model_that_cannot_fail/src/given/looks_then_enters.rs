//! Waits until nobody is inside, and then says that it is: two may see that nobody is.

use interleave::hint;
use interleave::sync::atomic::{AtomicBool, Ordering::SeqCst};

use the_model_that_cannot_fail::Gate;

pub struct Given(AtomicBool);

impl Gate for Given {
    fn new() -> Self {
        Given(AtomicBool::new(false))
    }

    fn enter(&self) {
        while self.0.load(SeqCst) {
            hint::spin_loop();
        }
        self.0.store(true, SeqCst);
    }

    fn leave(&self) {
        self.0.store(false, SeqCst);
    }
}
