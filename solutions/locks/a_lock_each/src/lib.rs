//! Two accounts, and clerks who move money between them.

use interleave::sync::{Arc, Mutex};

struct Balances {
    checking: u32,
    savings: u32,
}

// ANCHOR: bank
/// A handle to a bank with two accounts. Every thread has a handle of its own, a clone of the first: all
/// clones are handles to the same bank. Different banks have nothing to do with each other.
pub struct Bank {
    balances: Arc<Mutex<Balances>>,
}

impl Clone for Bank {
    fn clone(&self) -> Self {
        // Another owner of the same lock.
        Bank { balances: Arc::clone(&self.balances) }
    }
}

impl Bank {
    /// Opens a bank with these balances.
    pub fn new(checking: u32, savings: u32) -> Self {
        Bank { balances: Arc::new(Mutex::new(Balances { checking, savings })) }
    }

    /// Moves money from checking to savings, if there is enough, and tells whether there was. Nobody ever
    /// sees it missing or there twice.
    pub fn transfer(&self, amount: u32) -> bool {
        // Both balances are in one lock: what holds of the two together holds whenever it is free.
        let mut balances = self.balances.lock().unwrap();
        if balances.checking < amount {
            return false;
        }
        balances.checking -= amount;
        balances.savings += amount;
        true
    }

    /// Calls `look` with both balances, checking first, as they are at one moment. They stay so until
    /// `look` returns, however many look at once. `look` may not use the same bank.
    pub fn look<R>(&self, look: impl FnOnce(u32, u32) -> R) -> R {
        let balances = self.balances.lock().unwrap();
        look(balances.checking, balances.savings)
    }
}
// ANCHOR_END: bank
