//! Puts all claims into two models, one of them with three threads.
//@ passes: two models can refuse all seven; what fails in them is only harder to name

use interleave::cell::UnsafeCell;
use interleave::sync::Arc;
use interleave::{model, thread};

pub trait Subject: Send + Sync + 'static {
    fn new() -> Self;
    fn set(&self);
    fn clear(&self);
    fn is_set(&self) -> bool;
    fn wait(&self);
}

#[derive(Default)]
pub struct Plain(UnsafeCell<u32>);

// SAFETY: it is not safe, on purpose; a model finds what is not in order.
unsafe impl Sync for Plain {}

impl Plain {
    pub fn write(&self, value: u32) {
        // SAFETY: as above.
        self.0.with_mut(|plain| unsafe { *plain = value });
    }

    pub fn read(&self) -> u32 {
        // SAFETY: as above.
        self.0.with(|plain| unsafe { *plain })
    }
}

pub fn claims<S: Subject>() {
    model(|| {
        let event = Arc::new(S::new());
        let written = Arc::new(Plain::default());
        let [theirs, setters] = [(); 2].map(|()| Arc::clone(&event));
        let cell = Arc::clone(&written);
        let other = thread::spawn(move || theirs.wait());
        let setter = thread::spawn(move || {
            cell.write(1);
            if !setters.is_set() {
                setters.set();
            }
        });
        event.wait();
        assert_eq!(written.read(), 1);
        setter.join().unwrap();
        other.join().unwrap();
        assert!(event.is_set());
    });
    model(|| {
        let event = Arc::new(S::new());
        event.set();
        event.clear();
        let written = Arc::new(Plain::default());
        let (theirs, cell) = (Arc::clone(&event), Arc::clone(&written));
        let other = thread::spawn(move || {
            cell.write(1);
            theirs.set();
            assert!(theirs.is_set(), "it has been set");
        });
        if !event.is_set() {
            event.wait();
        }
        assert_eq!(written.read(), 1);
        assert!(event.is_set());
        other.join().unwrap();
    });
}
