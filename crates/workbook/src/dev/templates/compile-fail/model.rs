//! What adding up in the background must do.

use interleave::sync::Arc;
use interleave::sync::atomic::{AtomicU32, Ordering::Relaxed};
use interleave::{model, reach};

use template_slug::add;

// ANCHOR: usage
#[test]
fn adds_every_price() {
    model(|| {
        let total = Arc::new(AtomicU32::new(0));
        add(vec![3, 4], Arc::clone(&total)).join().unwrap();
        assert_eq!(total.load(Relaxed), 7, "3 and 4 make 7");
    });
}
// ANCHOR_END: usage

#[test]
fn no_price_is_lost() {
    model(|| {
        let total = Arc::new(AtomicU32::new(0));
        let one = add(vec![1], Arc::clone(&total));
        let two = add(vec![2], Arc::clone(&total));
        one.join().unwrap();
        two.join().unwrap();
        assert_eq!(total.load(Relaxed), 3, "a price got lost");
    });
}

#[test]
fn adds_in_the_background() {
    model(|| {
        let total = Arc::new(AtomicU32::new(0));
        let adding = add(vec![5], Arc::clone(&total));
        if total.load(Relaxed) == 0 {
            reach!("the caller goes on before the price is added");
        }
        adding.join().unwrap();
    });
}
