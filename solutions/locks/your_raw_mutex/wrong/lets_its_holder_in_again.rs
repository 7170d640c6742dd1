//! Remembers who holds it and lets that thread in again, so that nobody can lock themselves out. Each guard hands out
//! the value as `&mut`, and now there can be two.
//@ fails: who_tries_does_not_wait: and got it once more

use interleave::sync::atomic::AtomicUsize;
use interleave::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use interleave::{Fresh, fresh, thread};
use lock_api::{GuardSend, RawMutex};

interleave::thread_local! {
    static HERE: u8 = const { 0 };
}

/// A number that no other living thread has.
fn me() -> usize {
    HERE.with(|here| std::ptr::from_ref(here).addr())
}

pub struct RawLock {
    /// Who holds the lock; 0 is nobody.
    holder: Fresh<AtomicUsize>,
    /// How often.
    depth: Fresh<AtomicUsize>,
}

// SAFETY: wrong. The same thread gets the lock twice.
unsafe impl RawMutex for RawLock {
    const INIT: Self =
        RawLock { holder: fresh!(AtomicUsize::new(0)), depth: fresh!(AtomicUsize::new(0)) };

    type Guard = GuardSend;

    fn lock(&self) -> GuardSend {
        loop {
            if let Some(taken) = self.try_lock() {
                return taken;
            }
            thread::yield_now();
        }
    }

    fn try_lock(&self) -> Option<GuardSend> {
        // Nobody but this thread stores its number here.
        let again = self.holder.load(Relaxed) == me();
        if !again && self.holder.compare_exchange(0, me(), Acquire, Relaxed).is_err() {
            return None;
        }
        self.depth.store(self.depth.load(Relaxed) + 1, Relaxed);
        Some(GuardSend::new())
    }

    unsafe fn unlock(&self, _taken: GuardSend) {
        let depth = self.depth.load(Relaxed) - 1;
        self.depth.store(depth, Relaxed);
        if depth == 0 {
            self.holder.store(0, Release);
        }
    }

    fn is_locked(&self) -> bool {
        self.holder.load(Relaxed) != 0
    }
}

pub type Mutex<T> = lock_api::Mutex<RawLock, T>;
pub type MutexGuard<'a, T> = lock_api::MutexGuard<'a, RawLock, T>;
