//! Locks to find out where the value is, and changes it through a pointer: the guard is gone by then. The
//! types are those of the solution, so the form is right.
//@ fails: gives_its_value_to_one_at_a_time: an increment got lost

use interleave::sync::Mutex;

pub struct Locked<T> {
    value: Mutex<T>,
}

impl<T> Locked<T> {
    pub fn new(value: T) -> Self {
        Locked { value: Mutex::new(value) }
    }

    pub fn with<R>(&self, change: impl FnOnce(&mut T) -> R) -> R {
        let value: *mut T = {
            let mut guard = self.value.lock().unwrap();
            &raw mut *guard
        };
        // SAFETY: this is the mistake: the guard lives to the end of the block above.
        change(unsafe { &mut *value })
    }
}
