//! A lock that lets all in who only look, and one alone who moves money.
//@ passes: a reader keeps every transfer out, which is all that `look` promises

use interleave::sync::{Arc, RwLock};

#[derive(Clone)]
pub struct Bank {
    balances: Arc<RwLock<(u32, u32)>>,
}

impl Bank {
    pub fn new(checking: u32, savings: u32) -> Self {
        Bank { balances: Arc::new(RwLock::new((checking, savings))) }
    }

    pub fn transfer(&self, amount: u32) -> bool {
        let mut balances = self.balances.write().unwrap();
        if balances.0 < amount {
            return false;
        }
        balances.0 -= amount;
        balances.1 += amount;
        true
    }

    pub fn look<R>(&self, look: impl FnOnce(u32, u32) -> R) -> R {
        let balances = self.balances.read().unwrap();
        look(balances.0, balances.1)
    }
}
