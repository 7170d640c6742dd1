//! A pointer that another thread was to set, used before it is set.

use interleave::sync::Arc;
use interleave::sync::atomic::{AtomicPtr, Ordering::SeqCst};
use interleave::{model, thread};

#[test]
fn the_value_is_found() {
    model(|| {
        let place = Arc::new(AtomicPtr::<u32>::new(std::ptr::null_mut()));
        let theirs = Arc::clone(&place);
        let other = thread::spawn(move || {
            theirs.store(Box::into_raw(Box::new(7)), SeqCst);
        });
        let value = place.load(SeqCst);
        // SAFETY: wrong on purpose: nobody has waited for the store.
        assert_eq!(unsafe { value.read_volatile() }, 7);
        other.join().unwrap();
    });
}
