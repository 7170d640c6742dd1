//! Looks under one lock and takes under another: two threads can both have looked before either
//! has taken. It reads as one sentence, "if it is free, take it".
//@ fails: one_of_two_gets_it: both got it

//! A seat that one of several threads can take.

use interleave::sync::Mutex;

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
        if self.owner().is_some() {
            return false;
        }
        *self.owner.lock().unwrap() = Some(who);
        true
    }

    /// Tells who has it.
    pub fn owner(&self) -> Option<u32> {
        *self.owner.lock().unwrap()
    }
}
