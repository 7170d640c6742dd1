//! Who looks is counted under the lock, and looks without it; a transfer waits until nobody looks.
//@ passes: this is a lock for readers and writers, made of a lock and a condvar

use interleave::sync::{Arc, Condvar, Mutex};

struct Balances {
    checking: u32,
    savings: u32,
    looking: u32,
}

#[derive(Clone)]
pub struct Bank {
    bank: Arc<(Mutex<Balances>, Condvar)>,
}

impl Bank {
    pub fn new(checking: u32, savings: u32) -> Self {
        let balances = Balances { checking, savings, looking: 0 };
        Bank { bank: Arc::new((Mutex::new(balances), Condvar::new())) }
    }

    pub fn transfer(&self, amount: u32) -> bool {
        let (balances, unseen) = &*self.bank;
        let mut balances = balances.lock().unwrap();
        while balances.looking > 0 {
            balances = unseen.wait(balances).unwrap();
        }
        if balances.checking < amount {
            return false;
        }
        balances.checking -= amount;
        balances.savings += amount;
        true
    }

    pub fn look<R>(&self, look: impl FnOnce(u32, u32) -> R) -> R {
        let (balances, unseen) = &*self.bank;
        let (checking, savings) = {
            let mut balances = balances.lock().unwrap();
            balances.looking += 1;
            (balances.checking, balances.savings)
        };
        let result = look(checking, savings);
        balances.lock().unwrap().looking -= 1;
        unseen.notify_all();
        result
    }
}
