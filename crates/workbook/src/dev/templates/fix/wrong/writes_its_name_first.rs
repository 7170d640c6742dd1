//! Writes its name down and then finds out who was first: the answer is right, the name is that of
//! the last.
//@ fails: it_belongs_to_whoever_got_it: got it, and it is another's

use interleave::sync::Mutex;

pub struct Seat {
    owner: Mutex<Option<u32>>,
}

impl Seat {
    pub fn free() -> Self {
        Seat { owner: Mutex::new(None) }
    }

    pub fn take(&self, who: u32) -> bool {
        self.owner.lock().unwrap().replace(who).is_none()
    }

    pub fn owner(&self) -> Option<u32> {
        *self.owner.lock().unwrap()
    }
}
