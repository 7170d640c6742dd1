//! The value that stands for the lock gives it back when it is dropped, so that nobody can forget to. `unlock` gives
//! it back as well, and then drops that value: whoever has come in between is no longer alone.
//@ fails: lets_one_in_at_a_time: write cell ← 2

use interleave::sync::atomic::AtomicBool;
use interleave::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use interleave::{Fresh, fresh, thread};
use lock_api::RawMutex;

pub struct RawLock {
    held: Fresh<AtomicBool>,
}

pub struct Taken(*const RawLock);

// SAFETY: the pointer is used to give the lock back only, which any thread may do.
unsafe impl Send for Taken {}
// SAFETY: a shared one does nothing.
unsafe impl Sync for Taken {}

impl Drop for Taken {
    fn drop(&mut self) {
        // SAFETY: the lock lives as long as its guard.
        unsafe { &*self.0 }.held.store(false, Release);
    }
}

// SAFETY: wrong, see above.
unsafe impl RawMutex for RawLock {
    const INIT: Self = RawLock { held: fresh!(AtomicBool::new(false)) };

    type Guard = Taken;

    fn lock(&self) -> Taken {
        while self.held.swap(true, Acquire) {
            thread::yield_now();
        }
        Taken(self)
    }

    fn try_lock(&self) -> Option<Taken> {
        (!self.held.swap(true, Acquire)).then(|| Taken(self))
    }

    unsafe fn unlock(&self, _taken: Taken) {
        self.held.store(false, Release);
    }

    fn is_locked(&self) -> bool {
        self.held.load(Relaxed)
    }
}

pub type Mutex<T> = lock_api::Mutex<RawLock, T>;
pub type MutexGuard<'a, T> = lock_api::MutexGuard<'a, RawLock, T>;
