//! Ways of handing a turn to another thread and waiting until it comes back.
//!
//! All of them are made for two threads, of which one has the turn. What goes with the turn is ordered
//! by it: each way promises that what one side did before `pass` is seen by the other after `wait`.

use std::sync::atomic::{
    AtomicUsize,
    Ordering::{Acquire, Release},
};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Condvar, Mutex, OnceLock};
use std::thread::{self, Thread};

use crossbeam::sync::{Parker, Unparker};

/// One of the two that take turns. The first one has the first turn.
pub(crate) trait Side: Send {
    /// Called once, in the thread that is this side.
    fn begin(&mut self) {}

    /// Gives the turn to the other side.
    fn pass(&mut self);

    /// Blocks until this side has the turn.
    fn wait(&mut self);
}

/// Both sides of something that they share.
fn both<T, S>(shared: T, side: fn(Arc<T>, usize) -> S) -> [S; 2] {
    let shared = Arc::new(shared);
    [side(Arc::clone(&shared), 0), side(shared, 1)]
}

/// A side of something shared, with its number.
pub(crate) struct Seat<T> {
    shared: Arc<T>,
    me: usize,
}

impl<T> Seat<T> {
    fn new(shared: Arc<T>, me: usize) -> Self {
        Seat { shared, me }
    }
}

/// Whose turn it is, and a condvar for the other side.
pub(crate) fn std_condvar() -> [Seat<(Mutex<usize>, Condvar)>; 2] {
    both((Mutex::new(0), Condvar::new()), Seat::new)
}

impl Side for Seat<(Mutex<usize>, Condvar)> {
    fn pass(&mut self) {
        let (turn, changed) = &*self.shared;
        *turn.lock().unwrap() = 1 - self.me;
        changed.notify_one();
    }

    fn wait(&mut self) {
        let (turn, changed) = &*self.shared;
        drop(changed.wait_while(turn.lock().unwrap(), |turn| *turn != self.me).unwrap());
    }
}

/// The same with the lock and the condvar of parking_lot.
pub(crate) fn parking_lot_condvar() -> [Seat<ParkingLot>; 2] {
    both((parking_lot::Mutex::new(0), parking_lot::Condvar::new()), Seat::new)
}

type ParkingLot = (parking_lot::Mutex<usize>, parking_lot::Condvar);

impl Side for Seat<ParkingLot> {
    fn pass(&mut self) {
        let (turn, changed) = &*self.shared;
        *turn.lock() = 1 - self.me;
        changed.notify_one();
    }

    fn wait(&mut self) {
        let (turn, changed) = &*self.shared;
        changed.wait_while(&mut turn.lock(), |turn| *turn != self.me);
    }
}

/// No lock: whose turn it is, and the threads to unpark.
#[derive(Default)]
pub(crate) struct Parked {
    turn: AtomicUsize,
    threads: [OnceLock<Thread>; 2],
}

/// std's `park` and `unpark`.
pub(crate) fn park() -> [Seat<Parked>; 2] {
    both(Parked::default(), Seat::new)
}

impl Side for Seat<Parked> {
    fn begin(&mut self) {
        self.shared.threads[self.me].set(thread::current()).expect("each side begins once");
    }

    fn pass(&mut self) {
        let other = 1 - self.me;
        // Synchronizes with the load in `wait` of the other side.
        self.shared.turn.store(other, Release);
        self.shared.threads[other].get().expect("both have begun").unpark();
    }

    fn wait(&mut self) {
        while self.shared.turn.load(Acquire) != self.me {
            thread::park();
        }
    }
}

/// A side with crossbeam's parker.
pub(crate) struct Parks {
    turn: Arc<AtomicUsize>,
    me: usize,
    parker: Parker,
    other: Unparker,
}

/// crossbeam's `Parker`: `park` as an object, not tied to a thread.
pub(crate) fn crossbeam_parker() -> [Parks; 2] {
    let (first, second) = (Parker::new(), Parker::new());
    let unparkers = [first.unparker().clone(), second.unparker().clone()];
    let [to_first, to_second] = unparkers;
    let turn = Arc::new(AtomicUsize::new(0));
    [
        Parks { turn: Arc::clone(&turn), me: 0, parker: first, other: to_second },
        Parks { turn, me: 1, parker: second, other: to_first },
    ]
}

impl Side for Parks {
    fn pass(&mut self) {
        // Synchronizes with the load in `wait` of the other side.
        self.turn.store(1 - self.me, Release);
        self.other.unpark();
    }

    fn wait(&mut self) {
        while self.turn.load(Acquire) != self.me {
            self.parker.park();
        }
    }
}

/// A side with a channel in each direction.
pub(crate) struct Ends {
    to: SyncSender<()>,
    from: Receiver<()>,
}

/// std's channel without a buffer: sender and receiver meet.
pub(crate) fn channel() -> [Ends; 2] {
    let (to_second, from_first) = sync_channel(0);
    let (to_first, from_second) = sync_channel(0);
    [Ends { to: to_second, from: from_second }, Ends { to: to_first, from: from_first }]
}

impl Side for Ends {
    fn pass(&mut self) {
        self.to.send(()).expect("the other side still waits");
    }

    fn wait(&mut self) {
        self.from.recv().expect("the other side still sends");
    }
}

/// An event for each side.
macro_rules! with_events {
    ($make:ident, $event:ty) => {
        pub(crate) fn $make() -> [Seat<[$event; 2]>; 2] {
            both([<$event>::new(), <$event>::new()], Seat::new)
        }

        impl Side for Seat<[$event; 2]> {
            fn pass(&mut self) {
                self.shared[1 - self.me].set();
            }

            fn wait(&mut self) {
                let event = &self.shared[self.me];
                event.wait();
                // Nobody sets it again before this side has passed the turn on.
                event.clear();
            }
        }
    };
}

with_events!(ours, event_solution::Event);
#[cfg(feature = "yours")]
with_events!(yours, event::Event);
