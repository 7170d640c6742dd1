//! Takes a busy lock for a taken seat: but the lock is also held by those who only look.
//@ fails: who_only_looks_takes_nothing: nobody else wanted it

use interleave::sync::Mutex;

pub struct Seat {
    owner: Mutex<Option<u32>>,
}

impl Seat {
    pub fn free() -> Self {
        Seat { owner: Mutex::new(None) }
    }

    pub fn take(&self, who: u32) -> bool {
        match self.owner.try_lock() {
            Ok(mut owner) if owner.is_none() => {
                *owner = Some(who);
                true
            }
            _ => false,
        }
    }

    pub fn owner(&self) -> Option<u32> {
        *self.owner.lock().unwrap()
    }
}
