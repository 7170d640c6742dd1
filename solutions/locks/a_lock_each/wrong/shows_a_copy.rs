//! Copies both balances under the lock and shows the copy when the lock is free again, so as not to keep it
//! for long. Both are of one moment, but of one that may be over.
//@ fails: nothing_moves_while_somebody_looks: 20 of these 100 were moved during the look

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
        let mut balances = self.balances.lock().unwrap();
        if balances.0 < amount {
            return false;
        }
        balances.0 -= amount;
        balances.1 += amount;
        true
    }

    pub fn look<R>(&self, look: impl FnOnce(u32, u32) -> R) -> R {
        let (checking, savings) = *self.balances.lock().unwrap();
        look(checking, savings)
    }
}
