//! Looks under the lock, and takes under the lock: in between the lock is free, and whoever takes
//! the money then takes what was promised here. Each line is right when it is read alone.
//@ fails: never_gives_out_the_same_money_twice: both got 60 of 100

use interleave::sync::Mutex;

pub struct Account {
    balance: Mutex<u32>,
}

impl Account {
    pub fn new(balance: u32) -> Self {
        Account { balance: Mutex::new(balance) }
    }

    pub fn deposit(&self, amount: u32) {
        *self.balance.lock().unwrap() += amount;
    }

    pub fn withdraw(&self, amount: u32) -> bool {
        if self.balance() < amount {
            return false;
        }
        let mut balance = self.balance.lock().unwrap();
        *balance = balance.saturating_sub(amount);
        true
    }

    pub fn balance(&self) -> u32 {
        *self.balance.lock().unwrap()
    }
}
