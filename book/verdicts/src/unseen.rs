//! Two threads sell; the code that they use is in the file `stock.rs`.

mod stock;

use interleave::sync::Arc;
use interleave::{model, thread};
use stock::Stock;

#[test]
fn both_sales_are_counted() {
    model(|| {
        let stock = Arc::new(Stock::of(2));
        let theirs = Arc::clone(&stock);
        let other = thread::spawn(move || theirs.sell());
        stock.sell();
        other.join().unwrap();
        assert_eq!(stock.sold(), 2);
    });
}
