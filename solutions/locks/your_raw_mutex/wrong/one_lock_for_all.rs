//! `INIT` has to be a constant and a lock has to be somewhere, so it is in a static, and all mutexes refer to it.
//! Nobody is ever in where somebody else is, and nobody anywhere else either.
//@ fails: two_locks_have_nothing_to_do_with_each_other: UNREACHED WITNESS

use interleave::sync::atomic::AtomicBool;
use interleave::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use interleave::{fresh, thread};
use lock_api::{GuardSend, RawMutex};

fresh! {
    static HELD: AtomicBool = AtomicBool::new(false);
}

pub struct RawLock(());

// SAFETY: one thread at a time is inside of any mutex.
unsafe impl RawMutex for RawLock {
    const INIT: Self = RawLock(());

    type Guard = GuardSend;

    fn lock(&self) -> GuardSend {
        while HELD.swap(true, Acquire) {
            thread::yield_now();
        }
        GuardSend::new()
    }

    fn try_lock(&self) -> Option<GuardSend> {
        (!HELD.swap(true, Acquire)).then(GuardSend::new)
    }

    unsafe fn unlock(&self, _taken: GuardSend) {
        HELD.store(false, Release);
    }

    fn is_locked(&self) -> bool {
        HELD.load(Relaxed)
    }
}

pub type Mutex<T> = lock_api::Mutex<RawLock, T>;
pub type MutexGuard<'a, T> = lock_api::MutexGuard<'a, RawLock, T>;
