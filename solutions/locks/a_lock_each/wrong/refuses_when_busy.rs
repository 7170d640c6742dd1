//! Does not want to wait, and says that there is not enough while another thread holds the lock.
//@ fails: all_clones_are_of_the_same_bank: try_lock

use interleave::sync::{Arc, Mutex};

#[derive(Clone)]
pub struct Bank {
    balances: Arc<Mutex<(u32, u32)>>,
}

impl Bank {
    pub fn new(checking: u32, savings: u32) -> Self {
        Bank { balances: Arc::new(Mutex::new((checking, savings))) }
    }

    pub fn transfer(&self, amount: u32) -> bool {
        let Ok(mut balances) = self.balances.try_lock() else { return false };
        if balances.0 < amount {
            return false;
        }
        balances.0 -= amount;
        balances.1 += amount;
        true
    }

    pub fn look<R>(&self, look: impl FnOnce(u32, u32) -> R) -> R {
        let balances = self.balances.lock().unwrap();
        look(balances.0, balances.1)
    }
}
