//! Takes the value out, changes it, and puts it back: the form is right, and whoever comes in between
//! finds nothing.
//@ fails: gives_its_value_to_one_at_a_time: unwrap

use interleave::sync::Mutex;

pub struct Locked<T> {
    value: Mutex<Option<T>>,
}

impl<T> Locked<T> {
    pub fn new(value: T) -> Self {
        Locked { value: Mutex::new(Some(value)) }
    }

    pub fn with<R>(&self, change: impl FnOnce(&mut T) -> R) -> R {
        let mut value = self.value.lock().unwrap().take().unwrap();
        let result = change(&mut value);
        *self.value.lock().unwrap() = Some(value);
        result
    }
}
