//! Takes the money in one step, and gives it back if there was not enough: until then it is missing for
//! everybody else. For those who ask for the same amount it makes no difference.
//@ fails: who_is_refused_takes_nothing: money is missing that nobody got

use interleave::sync::atomic::{AtomicI64, Ordering::SeqCst};

pub struct Account {
    balance: AtomicI64,
}

impl Account {
    pub fn new(balance: u32) -> Self {
        Account { balance: AtomicI64::new(balance.into()) }
    }

    pub fn deposit(&self, amount: u32) {
        self.balance.fetch_add(amount.into(), SeqCst);
    }

    pub fn withdraw(&self, amount: u32) -> bool {
        let enough = self.balance.fetch_sub(amount.into(), SeqCst) >= amount.into();
        if !enough {
            self.balance.fetch_add(amount.into(), SeqCst);
        }
        enough
    }

    pub fn balance(&self) -> u32 {
        self.balance.load(SeqCst).try_into().unwrap_or(0)
    }
}
