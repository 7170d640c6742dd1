//! A stock whose count is right, and whose number of sales is std's.

use std::sync::atomic::AtomicU32 as Plain;

use interleave::sync::atomic::{AtomicU32, Ordering::SeqCst};

pub(super) struct Stock {
    count: AtomicU32,
    sold: Plain,
}

impl Stock {
    pub(super) fn of(count: u32) -> Self {
        Stock { count: AtomicU32::new(count), sold: Plain::new(0) }
    }

    pub(super) fn sell(&self) {
        self.count.fetch_sub(1, SeqCst);
        let sold = self.sold.load(SeqCst);
        self.sold.store(sold + 1, SeqCst);
    }

    pub(super) fn sold(&self) -> u32 {
        self.sold.load(SeqCst)
    }
}
