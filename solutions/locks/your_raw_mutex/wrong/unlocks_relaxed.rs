//! Gives the lock back with a `Relaxed` store. Nobody else was inside, and still the next one may not see what
//! was done there: nothing orders it before.
//@ fails: lets_one_in_at_a_time: store is not `Release`

use interleave::sync::atomic::AtomicBool;
use interleave::sync::atomic::Ordering::{Acquire, Relaxed};
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
        (!self.held.swap(true, Acquire)).then(GuardSend::new)
    }

    unsafe fn unlock(&self, _taken: GuardSend) {
        self.held.store(false, Relaxed);
    }

    fn is_locked(&self) -> bool {
        self.held.load(Relaxed)
    }
}

pub type Mutex<T> = lock_api::Mutex<RawLock, T>;
pub type MutexGuard<'a, T> = lock_api::MutexGuard<'a, RawLock, T>;
