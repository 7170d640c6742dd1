//! Locks to write, and reads without: looking changes nothing, so whom should it disturb?
//@ fails: nobody_sees_money_on_its_way: DATA RACE

use interleave::cell::UnsafeCell;
use interleave::sync::{Arc, Mutex};

#[derive(Clone)]
pub struct Bank {
    shared: Arc<Shared>,
}

struct Shared {
    lock: Mutex<()>,
    balances: UnsafeCell<(u32, u32)>,
}

// SAFETY: wrong. `look` reads while a transfer may be writing.
unsafe impl Send for Shared {}
// SAFETY: wrong, see above.
unsafe impl Sync for Shared {}

impl Bank {
    pub fn new(checking: u32, savings: u32) -> Self {
        let balances = UnsafeCell::new((checking, savings));
        Bank { shared: Arc::new(Shared { lock: Mutex::new(()), balances }) }
    }

    pub fn transfer(&self, amount: u32) -> bool {
        let _guard = self.shared.lock.lock().unwrap();
        self.shared.balances.with_mut(|balances| {
            // SAFETY: writers hold the lock; who looks does not, see above.
            let (checking, savings) = unsafe { &mut *balances };
            let enough = *checking >= amount;
            if enough {
                *checking -= amount;
                *savings += amount;
            }
            enough
        })
    }

    pub fn look<R>(&self, look: impl FnOnce(u32, u32) -> R) -> R {
        // SAFETY: wrong, see above.
        let (checking, savings) = self.shared.balances.with(|balances| unsafe { *balances });
        look(checking, savings)
    }
}
