//! Increments go to a heap of their own, which a reader adds to the total and then clears. What came
//! on the heap in between is cleared as well, and was never added.
//@ fails: each_of_two_is_counted_once: 7 and two increments make 9

use interleave::sync::Mutex;

pub struct Counter {
    total: Mutex<u32>,
    new: Mutex<u32>,
}

impl Counter {
    pub fn new(start: u32) -> Self {
        Counter { total: Mutex::new(start), new: Mutex::new(0) }
    }

    pub fn increment(&self) {
        *self.new.lock().unwrap() += 1;
    }

    pub fn value(&self) -> u32 {
        let mut total = self.total.lock().unwrap();
        let new = *self.new.lock().unwrap();
        *total += new;
        *self.new.lock().unwrap() = 0;
        *total
    }
}
