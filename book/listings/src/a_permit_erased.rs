//! A word that two methods change, one of them in two steps: tokio's `Notify` before its pull request 3660.

use interleave::sync::atomic::{AtomicU32, Ordering::SeqCst};
use interleave::thread;

// ANCHOR: a_permit_erased
/// The lowest bit of `state` is a permit, the bits above count calls of `notify_waiters`.
pub fn a_permit_erased() -> &'static str {
    let state = AtomicU32::new(0);
    thread::scope(|scope| {
        // `notify_waiters`: counts the call, and leaves the permit as it is.
        scope.spawn(|| {
            let seen = state.load(SeqCst);
            state.store(seen + 2, SeqCst);
        });
        // `notify_one`, when nobody waits: leaves a permit.
        scope.spawn(|| state.fetch_or(1, SeqCst));
    });
    if state.into_inner() & 1 == 1 { "there is a permit" } else { "the permit is lost" }
}
// ANCHOR_END: a_permit_erased
