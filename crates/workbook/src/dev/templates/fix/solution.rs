//! A seat that one of several threads can take.

use interleave::sync::Mutex;

// ANCHOR: seat
/// Belongs to the first who takes it.
pub struct Seat {
    owner: Mutex<Option<u32>>,
}

impl Seat {
    /// Makes a seat that nobody has taken.
    pub fn free() -> Self {
        Seat { owner: Mutex::new(None) }
    }

    /// Takes the seat, unless it is taken, and tells whether it did.
    pub fn take(&self, who: u32) -> bool {
        // One guard for the look and for the taking.
        let mut owner = self.owner.lock().unwrap();
        if owner.is_some() {
            return false;
        }
        *owner = Some(who);
        true
    }

    /// Tells who has it.
    pub fn owner(&self) -> Option<u32> {
        *self.owner.lock().unwrap()
    }
}
// ANCHOR_END: seat
