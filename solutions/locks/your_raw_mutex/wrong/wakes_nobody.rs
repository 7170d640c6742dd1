//! Sleeps instead of spinning, as a lock should whose holder may take long, and gives the lock back without waking
//! anybody.
//@ fails: lets_one_in_at_a_time: DEADLOCK

use interleave::sync::atomic::AtomicU32;
use interleave::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use interleave::sync::futex;
use interleave::{Fresh, fresh};
use lock_api::{GuardSend, RawMutex};

const FREE: u32 = 0;
const HELD: u32 = 1;

pub struct RawLock {
    state: Fresh<AtomicU32>,
}

// SAFETY: wrong, see above.
unsafe impl RawMutex for RawLock {
    const INIT: Self = RawLock { state: fresh!(AtomicU32::new(FREE)) };

    type Guard = GuardSend;

    fn lock(&self) -> GuardSend {
        while self.state.swap(HELD, Acquire) == HELD {
            futex::wait(&self.state, HELD);
        }
        GuardSend::new()
    }

    fn try_lock(&self) -> Option<GuardSend> {
        self.state.compare_exchange(FREE, HELD, Acquire, Relaxed).ok().map(|_| GuardSend::new())
    }

    unsafe fn unlock(&self, _taken: GuardSend) {
        self.state.store(FREE, Release);
    }

    fn is_locked(&self) -> bool {
        self.state.load(Relaxed) != FREE
    }
}

pub type Mutex<T> = lock_api::Mutex<RawLock, T>;
pub type MutexGuard<'a, T> = lock_api::MutexGuard<'a, RawLock, T>;
