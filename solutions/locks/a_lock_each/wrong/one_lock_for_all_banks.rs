//! To make sure that everybody takes the same lock, there is only one, a static: for all banks there are.
//@ fails: two_banks_do_not_wait_for_each_other: UNREACHED WITNESS

use interleave::cell::UnsafeCell;
use interleave::sync::{Arc, Mutex};

interleave::fresh! {
    static LOCK: Mutex<()> = Mutex::new(());
}

#[derive(Clone)]
pub struct Bank {
    balances: Arc<Shared>,
}

struct Shared(UnsafeCell<(u32, u32)>);

// SAFETY: whoever reaches the balances holds `LOCK`.
unsafe impl Send for Shared {}
// SAFETY: see above.
unsafe impl Sync for Shared {}

impl Bank {
    pub fn new(checking: u32, savings: u32) -> Self {
        Bank { balances: Arc::new(Shared(UnsafeCell::new((checking, savings)))) }
    }

    pub fn transfer(&self, amount: u32) -> bool {
        let _guard = LOCK.lock().unwrap();
        self.balances.0.with_mut(|balances| {
            // SAFETY: the lock is held.
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
        let _guard = LOCK.lock().unwrap();
        // SAFETY: the lock is held.
        let (checking, savings) = self.balances.0.with(|balances| unsafe { *balances });
        look(checking, savings)
    }
}
