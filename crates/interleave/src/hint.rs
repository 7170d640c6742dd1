//! A hint for loops that wait.

#[cfg(not(feature = "model"))]
pub use std::hint::spin_loop;

/// Says that the loop around it waits for another thread. In a model this is
/// [`yield_now`](crate::thread::yield_now): without it a loop that spins has executions without
/// end.
#[cfg(feature = "model")]
#[track_caller]
pub fn spin_loop() {
    use crate::engine::{self, Op};
    if engine::in_model() {
        engine::perform(Op::Yield, engine::here());
    } else {
        std::hint::spin_loop();
    }
}
