//! Asks under the lock whether there is enough, and moves under the lock: in between it is free, and what
//! was there may be gone.
//@ fails: the_same_money_is_not_moved_twice: both moved 60 of 100

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
        if self.look(|checking, _| checking < amount) {
            return false;
        }
        let mut balances = self.balances.lock().unwrap();
        balances.0 = balances.0.saturating_sub(amount);
        balances.1 += amount;
        true
    }

    pub fn look<R>(&self, look: impl FnOnce(u32, u32) -> R) -> R {
        let balances = self.balances.lock().unwrap();
        look(balances.0, balances.1)
    }
}
