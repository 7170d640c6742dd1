//! No lock: std has a cell that is set at most once, and tells who was late.
//@ passes: `OnceLock::set` is one step, and refuses all but the first

use interleave::sync::OnceLock;

pub struct Seat {
    owner: OnceLock<u32>,
}

impl Seat {
    pub fn free() -> Self {
        Seat { owner: OnceLock::new() }
    }

    pub fn take(&self, who: u32) -> bool {
        self.owner.set(who).is_ok()
    }

    pub fn owner(&self) -> Option<u32> {
        self.owner.get().copied()
    }
}
