//! Takes the atomic of std, which a constant can hold. The checker does not see it, and so sees no lock.
//@ fails: lets_one_in_at_a_time: the checker does not see

use interleave::thread;
use lock_api::{GuardSend, RawMutex};
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};

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
