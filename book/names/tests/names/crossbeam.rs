//! crossbeam's names.

use crossbeam::atomic::AtomicCell;
use crossbeam::channel::{self, Receiver, Sender};
use crossbeam::deque::{Injector, Stealer, Worker};
use crossbeam::epoch;
use crossbeam::queue::{ArrayQueue, SegQueue};
use crossbeam::sync::{Parker, ShardedLock, Unparker, WaitGroup};
use crossbeam::utils::{Backoff, CachePadded};

#[test]
fn has_these_names() {
    let _ = (Parker::new, Parker::park, Parker::park_timeout, Parker::unparker, Unparker::unpark);
    let _ = (WaitGroup::new, WaitGroup::wait);
    let _ = (ShardedLock::<u8>::read, ShardedLock::<u8>::write);
    let _ = (channel::bounded::<u8>, channel::unbounded::<u8>, channel::never::<u8>);
    let _ = (channel::after, channel::tick);
    let _ = (Sender::<u8>::send, Sender::<u8>::try_send);
    let _ = (Receiver::<u8>::recv, Receiver::<u8>::try_recv, Receiver::<u8>::recv_timeout);
    let _ = (ArrayQueue::<u8>::new, SegQueue::<u8>::new);
    let _ = (Worker::<u8>::new_lifo, Stealer::<u8>::steal, Injector::<u8>::new, epoch::pin);
    let _ = (AtomicCell::<u8>::load, AtomicCell::<u8>::store, AtomicCell::<u8>::swap);
    let _ = (AtomicCell::<u8>::compare_exchange, CachePadded::<u8>::new);
    let _ = (Backoff::new, Backoff::spin, Backoff::snooze);
    let (sender, receiver) = channel::bounded(1);
    sender.send(7_u8).unwrap();
    let seen = crossbeam::select! { recv(receiver) -> seen => seen };
    assert_eq!(seen, Ok(7));
    let sum = crossbeam::thread::scope(|scope| scope.spawn(|_| 3).join().unwrap());
    assert_eq!(sum.unwrap(), 3);
}
