//! No lock: both balances fit into one atomic word, so that each step changes or reads both. Nobody ever
//! sees money on its way, but who looks keeps nobody from moving it.
//@ fails: nothing_moves_while_somebody_looks: compare_exchange

use interleave::sync::Arc;
use interleave::sync::atomic::{AtomicU64, Ordering::SeqCst};

#[derive(Clone)]
pub struct Bank {
    balances: Arc<AtomicU64>,
}

fn word(checking: u32, savings: u32) -> u64 {
    u64::from(checking) << 32 | u64::from(savings)
}

fn parts(word: u64) -> (u32, u32) {
    ((word >> 32) as u32, word as u32)
}

impl Bank {
    pub fn new(checking: u32, savings: u32) -> Self {
        Bank { balances: Arc::new(AtomicU64::new(word(checking, savings))) }
    }

    pub fn transfer(&self, amount: u32) -> bool {
        let moved = |balances| {
            let (checking, savings) = parts(balances);
            Some(word(checking.checked_sub(amount)?, savings + amount))
        };
        self.balances.fetch_update(SeqCst, SeqCst, moved).is_ok()
    }

    pub fn look<R>(&self, look: impl FnOnce(u32, u32) -> R) -> R {
        let (checking, savings) = parts(self.balances.load(SeqCst));
        look(checking, savings)
    }
}
