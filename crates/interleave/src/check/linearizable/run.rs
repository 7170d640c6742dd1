//! One run on real threads: each operation with the times of its call and of its return.

use super::explain::Claims;
use super::program::Program;
use super::{Mask, Specification};
use std::cell::Cell;
use std::fmt::Debug;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Barrier};
use std::thread;

/// An operation that has returned.
struct Timed<R> {
    called: usize,
    returned: usize,
    result: R,
}

impl<O, S, R, T> Program<O, S, R, T>
where
    O: Clone + Debug + Send + Sync + 'static,
    S: Clone + PartialEq,
    R: Debug + PartialEq + Send + 'static,
    T: Send + Sync + 'static,
{
    /// Runs the threads for real, and says whether some order of the operations explains their results.
    ///
    /// # Panics
    /// If an operation does.
    pub(super) fn explains_a_run(&self) -> bool {
        let object = Arc::new((self.make)());
        // SeqCst: one order of all calls and returns, which is what "before" means here.
        let clock = Arc::new(AtomicUsize::new(0));
        let start = Arc::new(Barrier::new(self.threads.len()));
        let handles: Vec<_> = (0..self.threads.len())
            .map(|number| {
                let (threads, operate) = (Arc::clone(&self.threads), Arc::clone(&self.operate));
                let (object, clock, start) =
                    (Arc::clone(&object), Arc::clone(&clock), Arc::clone(&start));
                thread::spawn(move || {
                    start.wait();
                    let timed = |op: &O| {
                        let called = clock.fetch_add(1, SeqCst);
                        let result = operate(&object, op.clone());
                        Timed { called, returned: clock.fetch_add(1, SeqCst), result }
                    };
                    threads[number].iter().map(timed).collect::<Vec<_>>()
                })
            })
            .collect();
        let done: Vec<Timed<R>> = handles
            .into_iter()
            .flat_map(|handle| handle.join().expect("an operation panicked"))
            .collect();
        let before = |op: &Timed<R>| -> Mask {
            let earlier = (0..done.len()).filter(|other| done[*other].returned < op.called);
            earlier.fold(0, |mask, other| mask | 1 << other)
        };
        let before: Vec<Mask> = done.iter().map(before).collect();
        let ops: Vec<O> = self.threads.iter().flatten().cloned().collect();
        let results: Vec<R> = done.into_iter().map(|op| op.result).collect();
        let specification: &Specification<O, S, R> = &self.specification;
        let claims = Claims { specification, ops: &ops, results: &results, work: Cell::new(0) };
        claims.linearize(&before).is_ok()
    }
}
