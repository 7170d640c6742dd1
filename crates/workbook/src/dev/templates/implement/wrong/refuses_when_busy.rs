//! Does not want to wait: while another thread holds the lock, it says that there is not enough.
//@ fails: everybody_gets_what_is_there_for_all: 50 of 100 were refused

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
        let Ok(mut balance) = self.balance.try_lock() else { return false };
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
