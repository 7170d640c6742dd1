//! Who looks raises a flag and shows a copy, and a transfer waits until the flag is down. But one that has seen
//! it down may move the money only after somebody has begun to look.
//@ fails: nothing_moves_while_somebody_looks: looking.load → 0

use interleave::sync::atomic::{AtomicU32, Ordering::SeqCst};
use interleave::sync::{Arc, Mutex};
use interleave::thread;

#[derive(Clone)]
pub struct Bank {
    balances: Arc<Mutex<(u32, u32)>>,
    looking: Arc<AtomicU32>,
}

impl Bank {
    pub fn new(checking: u32, savings: u32) -> Self {
        let balances = Arc::new(Mutex::new((checking, savings)));
        let looking = Arc::new(AtomicU32::new(0));
        Bank { balances, looking }
    }

    pub fn transfer(&self, amount: u32) -> bool {
        while self.looking.load(SeqCst) > 0 {
            thread::yield_now();
        }
        let mut balances = self.balances.lock().unwrap();
        if balances.0 < amount {
            return false;
        }
        balances.0 -= amount;
        balances.1 += amount;
        true
    }

    pub fn look<R>(&self, look: impl FnOnce(u32, u32) -> R) -> R {
        self.looking.fetch_add(1, SeqCst);
        let (checking, savings) = *self.balances.lock().unwrap();
        let result = look(checking, savings);
        self.looking.fetch_sub(1, SeqCst);
        result
    }
}
