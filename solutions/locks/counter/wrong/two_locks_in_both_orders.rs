//! One lock would do. Two, to be on the safe side, are taken in one order here and in the other there.
//@ fails: readers_see_the_count_grow: held by T1

use interleave::sync::Mutex;

pub struct Counter {
    turn: Mutex<()>,
    value: Mutex<u32>,
}

impl Counter {
    pub fn new(start: u32) -> Self {
        Counter { turn: Mutex::new(()), value: Mutex::new(start) }
    }

    pub fn increment(&self) {
        let _turn = self.turn.lock().unwrap();
        *self.value.lock().unwrap() += 1;
    }

    pub fn value(&self) -> u32 {
        let value = self.value.lock().unwrap();
        let _turn = self.turn.lock().unwrap();
        *value
    }
}
