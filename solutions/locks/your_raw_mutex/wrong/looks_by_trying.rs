//! Finds out whether the lock is held by taking it, and gives it back if it was not. For a moment it is held by
//! somebody who only wanted to look.
//@ fails: a_look_disturbs_nobody: one has only looked

use interleave::sync::atomic::AtomicBool;
use interleave::sync::atomic::Ordering::{Acquire, Release};
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
        self.held.store(false, Release);
    }

    fn is_locked(&self) -> bool {
        let taken = !self.held.swap(true, Acquire);
        if taken {
            self.held.store(false, Release);
        }
        !taken
    }
}

pub type Mutex<T> = lock_api::Mutex<RawLock, T>;
pub type MutexGuard<'a, T> = lock_api::MutexGuard<'a, RawLock, T>;
