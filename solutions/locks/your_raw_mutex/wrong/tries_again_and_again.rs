//! Builds `lock` from `try_lock`, as the example in the documentation of `lock_api` does. It is right, and a thread that
//! waits so keeps its core busy, perhaps the one that the holder needs.
//@ fails: lets_one_in_at_a_time: a loop that waits for another thread must say so

use interleave::sync::atomic::AtomicBool;
use interleave::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use interleave::{Fresh, fresh};
use lock_api::{GuardSend, RawMutex};

pub struct RawLock {
    held: Fresh<AtomicBool>,
}

// SAFETY: wrong, see above.
unsafe impl RawMutex for RawLock {
    const INIT: Self = RawLock { held: fresh!(AtomicBool::new(false)) };

    type Guard = GuardSend;

    fn lock(&self) -> GuardSend {
        loop {
            if let Some(taken) = self.try_lock() {
                return taken;
            }
        }
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
