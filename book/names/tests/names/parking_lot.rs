//! parking_lot's names.

use parking_lot::{
    Condvar, FairMutex, Mutex, MutexGuard, Once, RecursiveRwLock, ReentrantMutex, RwLock,
    RwLockUpgradableReadGuard, RwLockWriteGuard,
};

type Takes = fn(&mut u8) -> bool;
type Part = fn(&mut (u8, u8)) -> &mut u8;

#[test]
fn has_these_names() {
    let _ = (Mutex::<u8>::new, Mutex::<u8>::lock, Mutex::<u8>::try_lock);
    let _ = (Mutex::<u8>::try_lock_for, Mutex::<u8>::is_locked, FairMutex::<u8>::lock);
    let _ = (Mutex::<u8>::get_mut, Mutex::<u8>::into_inner, MutexGuard::<u8>::unlock_fair);
    let _ = (MutexGuard::<u8>::unlocked::<fn(), ()>, MutexGuard::<u8>::bump);
    let _ = MutexGuard::<(u8, u8)>::map::<u8, Part>;
    let _ = (Condvar::new, Condvar::wait::<u8>, Condvar::wait_while::<u8, Takes>);
    let _ = (Condvar::wait_for::<u8>, Condvar::wait_until::<u8>);
    let _ = (Condvar::notify_one, Condvar::notify_all);
    let _ = (RwLock::<u8>::read, RwLock::<u8>::write, RwLock::<u8>::upgradable_read);
    let _ = (RwLock::<u8>::try_read, RwLock::<u8>::try_write);
    let _ = (RwLockWriteGuard::<u8>::downgrade, RwLockUpgradableReadGuard::<u8>::upgrade);
    let _ = (RecursiveRwLock::<u8>::read, ReentrantMutex::<u8>::lock);
    let _ = (Once::call_once::<fn()>, Once::wait, Once::is_completed);
}
