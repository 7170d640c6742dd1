//! Draws a number and waits until it is called: who comes first gets in first.
//@ passes: one number is called at a time, and `try_lock` draws one only if it is the next

use interleave::sync::atomic::AtomicU32;
use interleave::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use interleave::{Fresh, fresh, thread};
use lock_api::{GuardSend, RawMutex};

pub struct RawLock {
    next: Fresh<AtomicU32>,
    serving: Fresh<AtomicU32>,
}

// SAFETY: one ticket is served at a time. Seeing it served is an Acquire, serving the next one a Release.
unsafe impl RawMutex for RawLock {
    const INIT: Self =
        RawLock { next: fresh!(AtomicU32::new(0)), serving: fresh!(AtomicU32::new(0)) };

    type Guard = GuardSend;

    fn lock(&self) -> GuardSend {
        let mine = self.next.fetch_add(1, Relaxed);
        while self.serving.load(Acquire) != mine {
            thread::yield_now();
        }
        GuardSend::new()
    }

    fn try_lock(&self) -> Option<GuardSend> {
        let serving = self.serving.load(Acquire);
        let drawn = self.next.compare_exchange(serving, serving.wrapping_add(1), Relaxed, Relaxed);
        drawn.ok().map(|_| GuardSend::new())
    }

    unsafe fn unlock(&self, _taken: GuardSend) {
        // Only the holder changes it.
        let mine = self.serving.load(Relaxed);
        self.serving.store(mine.wrapping_add(1), Release);
    }

    fn is_locked(&self) -> bool {
        let serving = self.serving.load(Relaxed);
        self.next.load(Relaxed) != serving
    }
}

pub type Mutex<T> = lock_api::Mutex<RawLock, T>;
pub type MutexGuard<'a, T> = lock_api::MutexGuard<'a, RawLock, T>;
