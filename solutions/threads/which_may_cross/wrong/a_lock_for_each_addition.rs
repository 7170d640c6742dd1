//! `*sum.lock().unwrap() += price(…)`: of two numbers, `+=` looks at its right side first, so nobody holds the lock
//! while asking.
//@ passes: the guard lives for one addition only

use interleave::sync::Mutex;
use interleave::thread;

pub fn total(orders: &[u32], price: &(dyn Fn(u32) -> u32 + Sync)) -> u32 {
    let (mine, theirs) = orders.split_at(orders.len() / 2);
    let sum = Mutex::new(0);
    let add = |part: &[u32]| part.iter().for_each(|order| *sum.lock().unwrap() += price(*order));
    thread::scope(|scope| {
        scope.spawn(|| add(theirs));
        add(mine);
    });
    sum.into_inner().unwrap()
}
