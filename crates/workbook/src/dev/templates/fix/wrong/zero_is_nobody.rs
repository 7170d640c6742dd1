//! One atomic number instead of a lock, in which 0 stands for nobody: but 0 is somebody's number, too.
//@ fails: the_first_takes_it: 0 has taken it

use interleave::sync::atomic::{AtomicU32, Ordering::SeqCst};

pub struct Seat {
    owner: AtomicU32,
}

impl Seat {
    pub fn free() -> Self {
        Seat { owner: AtomicU32::new(0) }
    }

    pub fn take(&self, who: u32) -> bool {
        self.owner.compare_exchange(0, who, SeqCst, SeqCst).is_ok()
    }

    pub fn owner(&self) -> Option<u32> {
        match self.owner.load(SeqCst) {
            0 => None,
            who => Some(who),
        }
    }
}
