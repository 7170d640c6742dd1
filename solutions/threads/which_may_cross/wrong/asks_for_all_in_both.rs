//! Each thread adds up all orders, and the sum is halved at the end: right to look at, and every price is asked for
//! twice.
//@ fails: every_order_is_asked_for_once: there are 2 orders

use interleave::thread;

pub fn total(orders: &[u32], price: &(dyn Fn(u32) -> u32 + Sync)) -> u32 {
    let sum = || orders.iter().map(|order| price(*order)).sum::<u32>();
    thread::scope(|scope| {
        let helper = scope.spawn(sum);
        let both = sum() + helper.join().unwrap();
        both / 2
    })
}
