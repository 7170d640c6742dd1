//! `try_lock` asks `is_locked` and takes the lock if it is free: two who try can both have asked before either has
//! taken.
//@ fails: one_of_two_who_try_gets_it: held.store Relaxed ← true

use interleave::sync::atomic::AtomicBool;
use interleave::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use interleave::{Fresh, fresh, thread};
use lock_api::{GuardSend, RawMutex};

pub struct RawLock {
    held: Fresh<AtomicBool>,
}

// SAFETY: wrong, see above.
unsafe impl RawMutex for RawLock {
    const INIT: Self = RawLock { held: fresh!(AtomicBool::new(false)) };

    type Guard = GuardSend;

    fn lock(&self) -> GuardSend {
        while self.held.swap(true, Acquire) {
            thread::yield_now();
        }
        GuardSend::new()
    }

    fn try_lock(&self) -> Option<GuardSend> {
        if self.held.load(Acquire) {
            return None;
        }
        self.held.store(true, Relaxed);
        Some(GuardSend::new())
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
