//! A lock for each balance, but whoever wants one takes both, and checking first.
//@ passes: who holds the first lock is alone with the second, which is only superfluous

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

    pub fn transfer(&self, amount: u32) -> bool {
        let mut checking = self.checking.lock().unwrap();
        let mut savings = self.savings.lock().unwrap();
        if *checking < amount {
            return false;
        }
        *checking -= amount;
        *savings += amount;
        true
    }

    pub fn look<R>(&self, look: impl FnOnce(u32, u32) -> R) -> R {
        let checking = self.checking.lock().unwrap();
        let savings = self.savings.lock().unwrap();
        look(*checking, *savings)
    }
}
