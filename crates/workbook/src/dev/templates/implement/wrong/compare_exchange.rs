//! No lock: takes the money only if the balance is still what it looked at, and else looks again.
//@ passes: the compare-exchange notices whatever came in between

use interleave::sync::atomic::{AtomicU32, Ordering::SeqCst};

pub struct Account {
    balance: AtomicU32,
}

impl Account {
    pub fn new(balance: u32) -> Self {
        Account { balance: AtomicU32::new(balance) }
    }

    pub fn deposit(&self, amount: u32) {
        self.balance.fetch_add(amount, SeqCst);
    }

    pub fn withdraw(&self, amount: u32) -> bool {
        let take = |balance: u32| balance.checked_sub(amount);
        self.balance.fetch_update(SeqCst, SeqCst, take).is_ok()
    }

    pub fn balance(&self) -> u32 {
        self.balance.load(SeqCst)
    }
}
