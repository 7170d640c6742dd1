//! Reads under one lock and writes under another: a deposit that comes in between is written over.
//! `withdraw` is written with care, as that is where the task warns.
//@ fails: no_deposit_is_lost: a deposit got lost

use interleave::sync::Mutex;

pub struct Account {
    balance: Mutex<u32>,
}

impl Account {
    pub fn new(balance: u32) -> Self {
        Account { balance: Mutex::new(balance) }
    }

    pub fn deposit(&self, amount: u32) {
        let balance = self.balance();
        *self.balance.lock().unwrap() = balance + amount;
    }

    pub fn withdraw(&self, amount: u32) -> bool {
        let mut balance = self.balance.lock().unwrap();
        let enough = *balance >= amount;
        if enough {
            *balance -= amount;
        }
        enough
    }

    pub fn balance(&self) -> u32 {
        *self.balance.lock().unwrap()
    }
}
