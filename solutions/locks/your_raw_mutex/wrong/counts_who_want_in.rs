//! Counts with `fetch_add`, as then 0 tells who was first, and `unlock` takes one off. Whoever tried and was refused
//! has been counted as well, and never takes it back.
//@ fails: who_tries_does_not_wait: nobody holds the lock any more

use interleave::sync::atomic::AtomicU32;
use interleave::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use interleave::{Fresh, fresh, thread};
use lock_api::{GuardSend, RawMutex};

pub struct RawLock {
    wanting: Fresh<AtomicU32>,
}

// SAFETY: wrong, see above.
unsafe impl RawMutex for RawLock {
    const INIT: Self = RawLock { wanting: fresh!(AtomicU32::new(0)) };

    type Guard = GuardSend;

    fn lock(&self) -> GuardSend {
        while self.wanting.compare_exchange(0, 1, Acquire, Relaxed).is_err() {
            thread::yield_now();
        }
        GuardSend::new()
    }

    fn try_lock(&self) -> Option<GuardSend> {
        (self.wanting.fetch_add(1, Acquire) == 0).then(GuardSend::new)
    }

    unsafe fn unlock(&self, _taken: GuardSend) {
        self.wanting.fetch_sub(1, Release);
    }

    fn is_locked(&self) -> bool {
        self.wanting.load(Relaxed) != 0
    }
}

pub type Mutex<T> = lock_api::Mutex<RawLock, T>;
pub type MutexGuard<'a, T> = lock_api::MutexGuard<'a, RawLock, T>;
