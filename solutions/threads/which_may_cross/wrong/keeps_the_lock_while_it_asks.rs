//! One guard for the whole half: while one thread asks for its prices, the other one waits. Two threads, and the
//! work of one.
//@ fails: two_prices_are_looked_up_at_the_same_time: both threads are asking for a price

use interleave::sync::Mutex;
use interleave::thread;

pub fn total(orders: &[u32], price: &(dyn Fn(u32) -> u32 + Sync)) -> u32 {
    let (mine, theirs) = orders.split_at(orders.len() / 2);
    let sum = Mutex::new(0);
    let add = |part: &[u32]| {
        let mut sum = sum.lock().unwrap();
        for order in part {
            *sum += price(*order);
        }
    };
    thread::scope(|scope| {
        scope.spawn(|| add(theirs));
        add(mine);
    });
    sum.into_inner().unwrap()
}
