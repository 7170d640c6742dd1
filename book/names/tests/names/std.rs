//! The names that std and `interleave` share.

macro_rules! names_of {
    ($module:ident, $($root:tt)+) => {
        mod $module {
            use $($root)+::sync::atomic::{self, AtomicBool, AtomicU32};
            use $($root)+::sync::{
                Arc, Barrier, BarrierWaitResult, Condvar, LazyLock, Mutex, Once, OnceLock, RwLock,
                RwLockWriteGuard, mpsc,
            };
            use $($root)+::thread::{self, JoinHandle, Thread};
            use $($root)+::{hint, thread_local, time};

            thread_local! {
                static OWN: std::cell::Cell<u8> = const { std::cell::Cell::new(0) };
            }

            type Takes = fn(&mut u8) -> bool;

            #[test]
            fn has_these_names() {
                let _ = (Mutex::<u8>::new, Mutex::<u8>::lock, Mutex::<u8>::try_lock);
                let _ = (Mutex::<u8>::get_mut, Mutex::<u8>::into_inner);
                let _ = (Mutex::<u8>::is_poisoned, Mutex::<u8>::clear_poison);
                let _ = (Condvar::new, Condvar::wait::<u8>, Condvar::wait_while::<u8, Takes>);
                let _ = (Condvar::wait_timeout::<u8>, Condvar::wait_timeout_while::<u8, Takes>);
                let _ = (Condvar::notify_one, Condvar::notify_all);
                let _ = (RwLock::<u8>::read, RwLock::<u8>::write);
                let _ = (RwLock::<u8>::try_read, RwLock::<u8>::try_write);
                let _ = RwLockWriteGuard::<u8>::downgrade;
                let _ = (Barrier::new, Barrier::wait, BarrierWaitResult::is_leader);
                let _ = (Once::call_once::<fn()>, Once::is_completed, Once::wait);
                let _ = (OnceLock::<u8>::get, OnceLock::<u8>::set, OnceLock::<u8>::wait);
                let _ = (OnceLock::<u8>::get_or_init::<fn() -> u8>, LazyLock::<u8>::new);
                let _ = (mpsc::channel::<u8>, mpsc::sync_channel::<u8>);
                let _ = (mpsc::Sender::<u8>::send, mpsc::SyncSender::<u8>::try_send);
                let _ = (mpsc::Receiver::<u8>::recv, mpsc::Receiver::<u8>::try_recv);
                let _ = mpsc::Receiver::<u8>::recv_timeout;
                let _ = (thread::spawn::<fn() -> u8, u8>, thread::Builder::new);
                let _ = (JoinHandle::<u8>::join, JoinHandle::<u8>::is_finished);
                let _ = (thread::current, thread::yield_now, thread::sleep, thread::panicking);
                let _ = (thread::park, thread::park_timeout, Thread::unpark);
                let _ = (AtomicBool::swap, AtomicU32::fetch_add, AtomicU32::compare_exchange);
                let _ = (AtomicU32::load, AtomicU32::store, atomic::fence);
                let _ = (Arc::<u8>::get_mut, Arc::<u8>::try_unwrap, Arc::<u8>::strong_count);
                let _ = (Arc::<u8>::downgrade, hint::spin_loop, time::Instant::now);
                thread::scope(|scope| scope.spawn(|| OWN.with(std::cell::Cell::get)).join()).unwrap();
            }
        }
    };
}

names_of!(of_std, std);
names_of!(of_interleave, interleave);
