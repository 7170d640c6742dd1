//! A signal comes while a thread waits on a condvar.
//!
//! The handler runs, in the thread that waits. The wait goes on as if nothing had happened.

// ANCHOR: main
#[cfg(unix)]
fn main() {
    use std::sync::{Condvar, Mutex, atomic::Ordering::SeqCst};
    use std::thread;

    signals::count(libc::SIGUSR1);
    let waiter = signals::this_thread();
    let (is_set, changed) = (Mutex::new(false), Condvar::new());

    let mut guard = is_set.lock().unwrap();
    thread::scope(|scope| {
        scope.spawn(|| {
            drop(is_set.lock().unwrap()); // comes back once `main` waits: before, it has the lock
            signals::send(waiter, libc::SIGUSR1);
            while signals::COUNT.load(SeqCst) == 0 {
                thread::yield_now();
            }
            println!("the handler has run");
            *is_set.lock().unwrap() = true;
            changed.notify_one();
        });
        let mut returns = 0;
        while !*guard {
            guard = changed.wait(guard).unwrap();
            returns += 1;
        }
        println!("`wait` has returned, the flag is set; returns: {returns}");
    });
}
// ANCHOR_END: main

#[cfg(unix)]
mod signals {
    use std::sync::atomic::{AtomicU32, Ordering::SeqCst};

    /// How often the handler has run.
    pub(crate) static COUNT: AtomicU32 = AtomicU32::new(0);

    /// A handler may do next to nothing: no lock, no memory from the heap. An atomic is allowed.
    extern "C" fn handler(_signal: libc::c_int) {
        COUNT.fetch_add(1, SeqCst);
    }

    /// Counts these signals from now on.
    pub(crate) fn count(signal: libc::c_int) {
        let handler = handler as extern "C" fn(libc::c_int);
        // SAFETY: the handler has the right type, and does what handlers may do.
        unsafe { libc::signal(signal, handler as libc::sighandler_t) };
    }

    pub(crate) fn this_thread() -> libc::pthread_t {
        // SAFETY: there is nothing that a caller could do wrong.
        unsafe { libc::pthread_self() }
    }

    /// Sends a signal to a thread that still runs.
    pub(crate) fn send(thread: libc::pthread_t, signal: libc::c_int) {
        // SAFETY: `thread` is the main thread, which ends after the one that calls this.
        let refused = unsafe { libc::pthread_kill(thread, signal) };
        assert_eq!(refused, 0, "the signal could not be sent");
    }
}

#[cfg(not(unix))]
fn main() {
    println!("this system has no signals between threads");
}
