//! Leaves out the `fresh!`, as there is no such thing in the documentation of `lock_api`. Without the checker that is
//! right. With it, an atomic is made in an execution, and a constant is made when the program is compiled.
//@ fails: compile: E0015

use interleave::sync::atomic::AtomicBool;
use interleave::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use interleave::thread;
use lock_api::{GuardSend, RawMutex};

pub struct RawLock {
    held: AtomicBool,
}

// SAFETY: wrong, see above.
unsafe impl RawMutex for RawLock {
    const INIT: Self = RawLock { held: AtomicBool::new(false) };

    type Guard = GuardSend;

    fn lock(&self) -> GuardSend {
        while self.held.swap(true, Acquire) {
            thread::yield_now();
        }
        GuardSend::new()
    }

    fn try_lock(&self) -> Option<GuardSend> {
        (!self.held.swap(true, Acquire)).then(GuardSend::new)
    }

    unsafe fn unlock(&self, _taken: GuardSend) {
        self.held.store(false, Release);
    }

    fn is_locked(&self) -> bool {
        self.held.load(Relaxed)
    }
}

pub type Mutex<T> = lock_api::Mutex<RawLock, T>;
pub type MutexGuard<'a, T> = lock_api::MutexGuard<'a, RawLock, T>;
