//! Who looks raises a flag under the lock, and a transfer waits until it is down. There is one flag: the first of two
//! who looks away takes it down for both.
//@ fails: nothing_moves_while_somebody_looks: nobody waits

use interleave::sync::{Arc, Condvar, Mutex};

struct Balances {
    checking: u32,
    savings: u32,
    looking: bool,
}

#[derive(Clone)]
pub struct Bank {
    bank: Arc<(Mutex<Balances>, Condvar)>,
}

impl Bank {
    pub fn new(checking: u32, savings: u32) -> Self {
        let balances = Balances { checking, savings, looking: false };
        Bank { bank: Arc::new((Mutex::new(balances), Condvar::new())) }
    }

    pub fn transfer(&self, amount: u32) -> bool {
        let (balances, unseen) = &*self.bank;
        let mut balances = balances.lock().unwrap();
        while balances.looking {
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
            balances.looking = true;
            (balances.checking, balances.savings)
        };
        let result = look(checking, savings);
        balances.lock().unwrap().looking = false;
        unseen.notify_all();
        result
    }
}
