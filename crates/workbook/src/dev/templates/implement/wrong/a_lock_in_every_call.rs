//! Locks a mutex, but makes a new one in every call: nobody ever waits for anybody.
//@ fails: no_deposit_is_lost: DATA RACE

use interleave::cell::UnsafeCell;
use interleave::sync::Mutex;

pub struct Account {
    balance: UnsafeCell<u32>,
}

// SAFETY: wrong. Each call locks a mutex of its own, so two threads reach the balance at once.
unsafe impl Sync for Account {}

impl Account {
    pub fn new(balance: u32) -> Self {
        Account { balance: UnsafeCell::new(balance) }
    }

    pub fn deposit(&self, amount: u32) {
        let lock = Mutex::new(());
        let _guard = lock.lock().unwrap();
        // SAFETY: wrong, see above.
        self.balance.with_mut(|balance| unsafe { *balance += amount });
    }

    pub fn withdraw(&self, amount: u32) -> bool {
        let lock = Mutex::new(());
        let _guard = lock.lock().unwrap();
        let enough = self.balance() >= amount;
        if enough {
            // SAFETY: wrong, see above.
            self.balance.with_mut(|balance| unsafe { *balance -= amount });
        }
        enough
    }

    pub fn balance(&self) -> u32 {
        // SAFETY: wrong, see above.
        self.balance.with(|balance| unsafe { *balance })
    }
}
