//! Takes the weak exchange, which is faster on some machines: it may fail although the lock is free. In a loop that
//! does no harm; `try_lock` has none.
//@ fails: who_tries_does_not_wait: a free lock was refused

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
        let taken = self.held.compare_exchange_weak(false, true, Acquire, Relaxed);
        taken.ok().map(|_| GuardSend::new())
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
