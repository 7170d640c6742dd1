//! Decides by one atomic step who is first, which is right, and then writes the name without any
//! order: whoever looks may look while it is written.
//@ fails: who_only_looks_takes_nothing: DATA RACE

use interleave::cell::UnsafeCell;
use interleave::sync::atomic::{AtomicBool, Ordering::SeqCst};

pub struct Seat {
    taken: AtomicBool,
    owner: UnsafeCell<Option<u32>>,
}

// SAFETY: wrong. `owner` reads while `take` may write.
unsafe impl Sync for Seat {}

impl Seat {
    pub fn free() -> Self {
        Seat { taken: AtomicBool::new(false), owner: UnsafeCell::new(None) }
    }

    pub fn take(&self, who: u32) -> bool {
        let first = !self.taken.swap(true, SeqCst);
        if first {
            // SAFETY: wrong, see above.
            self.owner.with_mut(|owner| unsafe { *owner = Some(who) });
        }
        first
    }

    pub fn owner(&self) -> Option<u32> {
        // SAFETY: wrong, see above.
        self.owner.with(|owner| unsafe { *owner })
    }
}
