//! A global count, as in a program that needs only one: the next counter begins, and the first one goes on from
//! there.
//@ fails: counts_from_its_start: another counter counts for itself

use interleave::fresh;
use interleave::sync::Mutex;

fresh! {
    static COUNT: Mutex<u32> = Mutex::new(0);
}

pub struct Counter;

impl Counter {
    pub fn new(start: u32) -> Self {
        *COUNT.lock().unwrap() = start;
        Counter
    }

    pub fn increment(&self) {
        *COUNT.lock().unwrap() += 1;
    }

    pub fn value(&self) -> u32 {
        *COUNT.lock().unwrap()
    }
}
