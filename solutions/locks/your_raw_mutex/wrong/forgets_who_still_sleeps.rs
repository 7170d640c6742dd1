//! Sleeps instead of spinning, and remembers in the state that somebody sleeps. Who was woken takes the lock as if
//! nobody did: the next one is never woken. With two threads nobody notices.
//@ fails: all_who_wait_get_in: DEADLOCK

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

// SAFETY: wrong, see above.
unsafe impl RawMutex for RawLock {
    const INIT: Self = RawLock { state: fresh!(AtomicU32::new(FREE)) };

    type Guard = GuardSend;

    fn lock(&self) -> GuardSend {
        while self.state.compare_exchange(FREE, HELD, Acquire, Relaxed).is_err() {
            if self.state.compare_exchange(HELD, AWAITED, Relaxed, Relaxed) != Err(FREE) {
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
