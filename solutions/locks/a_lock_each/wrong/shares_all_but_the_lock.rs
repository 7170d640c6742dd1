//! The balances are shared, as they should be, and each handle brings a lock of its own to protect them:
//! two passes for one hallway.
//@ fails: all_clones_are_of_the_same_bank: DATA RACE

use interleave::cell::UnsafeCell;
use interleave::sync::{Arc, Mutex};

pub struct Bank {
    lock: Mutex<()>,
    balances: Arc<Shared>,
}

struct Shared(UnsafeCell<(u32, u32)>);

// SAFETY: wrong. Each handle locks a mutex of its own, so two threads reach the balances at once.
unsafe impl Send for Shared {}
// SAFETY: wrong, see above.
unsafe impl Sync for Shared {}

impl Clone for Bank {
    fn clone(&self) -> Self {
        Bank { lock: Mutex::new(()), balances: Arc::clone(&self.balances) }
    }
}

impl Bank {
    pub fn new(checking: u32, savings: u32) -> Self {
        let balances = Arc::new(Shared(UnsafeCell::new((checking, savings))));
        Bank { lock: Mutex::new(()), balances }
    }

    pub fn transfer(&self, amount: u32) -> bool {
        let _guard = self.lock.lock().unwrap();
        self.balances.0.with_mut(|balances| {
            // SAFETY: wrong, see above.
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
        let _guard = self.lock.lock().unwrap();
        // SAFETY: wrong, see above.
        let (checking, savings) = self.balances.0.with(|balances| unsafe { *balances });
        look(checking, savings)
    }
}
