//! A lock for each balance, and each balance is changed under its lock. What must hold of both together has
//! no lock: between the two, the money is nowhere.
//@ fails: nobody_sees_money_on_its_way: of 100 there were 80 and 0

use interleave::sync::{Arc, Mutex};

#[derive(Clone)]
pub struct Bank {
    checking: Arc<Mutex<u32>>,
    savings: Arc<Mutex<u32>>,
}

impl Bank {
    pub fn new(checking: u32, savings: u32) -> Self {
        Bank { checking: Arc::new(Mutex::new(checking)), savings: Arc::new(Mutex::new(savings)) }
    }

    // ANCHOR: transfer
    pub fn transfer(&self, amount: u32) -> bool {
        let mut checking = self.checking.lock().unwrap();
        if *checking < amount {
            return false;
        }
        *checking -= amount;
        drop(checking);
        *self.savings.lock().unwrap() += amount;
        true
    }
    // ANCHOR_END: transfer

    pub fn look<R>(&self, look: impl FnOnce(u32, u32) -> R) -> R {
        let checking = self.checking.lock().unwrap();
        let savings = self.savings.lock().unwrap();
        look(*checking, *savings)
    }
}
