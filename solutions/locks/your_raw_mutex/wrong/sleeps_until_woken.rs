//! Sleeps instead of spinning. Who has slept takes the lock as one who may not be the only one, and so wakes the next
//! in any case: once too often at most.
//@ passes: the third state remembers the sleepers, and whoever is woken looks again

use interleave::sync::atomic::AtomicU32;
use interleave::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use interleave::sync::futex;
use interleave::{Fresh, fresh};
use lock_api::{GuardSend, RawMutex};

const FREE: u32 = 0;
/// Somebody is inside, and nobody sleeps.
const HELD: u32 = 1;
/// Somebody is inside, and others may sleep.
const AWAITED: u32 = 2;

pub struct RawLock {
    state: Fresh<AtomicU32>,
}

// SAFETY: one thread at a time changes the state from `FREE`, with Acquire; the swap back to it is a Release.
unsafe impl RawMutex for RawLock {
    const INIT: Self = RawLock { state: fresh!(AtomicU32::new(FREE)) };

    type Guard = GuardSend;

    fn lock(&self) -> GuardSend {
        if self.state.compare_exchange(FREE, HELD, Acquire, Relaxed).is_err() {
            while self.state.swap(AWAITED, Acquire) != FREE {
                futex::wait(&self.state, AWAITED);
            }
        }
        GuardSend::new()
    }

    fn try_lock(&self) -> Option<GuardSend> {
        self.state.compare_exchange(FREE, HELD, Acquire, Relaxed).ok().map(|_| GuardSend::new())
    }

    unsafe fn unlock(&self, _taken: GuardSend) {
        if self.state.swap(FREE, Release) == AWAITED {
            futex::wake_one(&self.state);
        }
    }

    fn is_locked(&self) -> bool {
        self.state.load(Relaxed) != FREE
    }
}

pub type Mutex<T> = lock_api::Mutex<RawLock, T>;
pub type MutexGuard<'a, T> = lock_api::MutexGuard<'a, RawLock, T>;
