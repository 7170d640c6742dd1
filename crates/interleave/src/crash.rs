//! Ends of a process that must not swallow the verdict: panics that cannot unwind, `abort`, a stack
//! overflow, a bad pointer, `process::exit`.
//!
//! In a thread that explores a model each of them only leaves word of itself and stops for ever.
//! The thread that waits for the verdict finds the word, and reports it with the steps so far.

use crate::explorer::context::{self, Fate};
use crate::explorer::execution::Panic;
use crate::explorer::host;
use crate::loom_engine;
use std::sync::Once;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// Exit status of a process that a check had to end.
pub(crate) const EXIT_STATUS: i32 = 86;

/// Installs the panic hook and the handlers, once in a process.
pub(crate) fn install() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let previous = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if let Some(pass) = loom_engine::current() {
                return pass.note_panic(info);
            }
            let Some(shared) = context::current() else { return previous(info) };
            let panic = Panic {
                message: info.payload_as_str().unwrap_or("a payload that is no text").to_owned(),
                at: info.location().map(|at| (at.file().to_owned(), at.line())),
            };
            // What core says when an unwinding must not go on; the process is about to abort.
            let in_destructor = panic.message == "panic in a destructor during cleanup";
            let during_another = host::note_panic(shared, panic);
            if in_destructor && during_another {
                // The handler of the abort that follows stops the thread: not here, where std holds
                // the lock of the hook.
                shared.set_fate(Fate::PanicInDrop);
            }
        }));
        loom_engine::warm_up();
        #[cfg(unix)]
        unix::install();
    });
}

/// Models that are being checked. While there is one, nobody but a check may end the process.
static ACTIVE: AtomicUsize = AtomicUsize::new(0);

/// Held while a model is checked.
pub(crate) struct Active(());

impl Active {
    pub(crate) fn new() -> Self {
        ACTIVE.fetch_add(1, Relaxed);
        Active(())
    }
}

impl Drop for Active {
    fn drop(&mut self) {
        ACTIVE.fetch_sub(1, Relaxed);
    }
}

/// Writes to standard error without taking its lock: a lost thread may hold that for ever.
pub(crate) fn print_past_locks(text: &str) {
    #[cfg(unix)]
    unix::write_to_stderr(text.as_bytes());
    #[cfg(not(unix))]
    eprint!("{text}");
}

/// Ends the process at once, past all exit handlers.
pub(crate) fn end_process() -> ! {
    #[cfg(unix)]
    // SAFETY: `_exit` may be called at any time.
    unsafe {
        libc::_exit(EXIT_STATUS)
    }
    #[cfg(not(unix))]
    std::process::exit(EXIT_STATUS)
}

#[cfg(unix)]
mod unix {
    use super::{Fate, context, host, loom_engine};
    use std::sync::OnceLock;

    /// The handlers of std, for faults that are not ours.
    static PREVIOUS: [OnceLock<libc::sigaction>; 2] = [const { OnceLock::new() }; 2];
    const FAULTS: [libc::c_int; 2] = [libc::SIGSEGV, libc::SIGBUS];

    pub(super) fn install() {
        for (signal, previous) in FAULTS.into_iter().zip(&PREVIOUS) {
            let old = handle(signal, on_fault as *const () as usize);
            previous.get_or_init(|| old);
        }
        handle(libc::SIGABRT, on_abort as *const () as usize);
        // SAFETY: `on_exit` is a function without arguments, and lives as long as the process.
        unsafe { libc::atexit(on_exit) };
    }

    pub(super) fn write_to_stderr(mut bytes: &[u8]) {
        while !bytes.is_empty() {
            // SAFETY: the pointer and the length are those of a live slice.
            let written =
                unsafe { libc::write(libc::STDERR_FILENO, bytes.as_ptr().cast(), bytes.len()) };
            // Nothing can be done if nobody reads it.
            let Ok(written @ 1..) = usize::try_from(written) else { return };
            bytes = &bytes[written..];
        }
    }

    fn handle(signal: libc::c_int, handler: usize) -> libc::sigaction {
        // SAFETY: an all-zero `sigaction` is a valid one (default action, empty mask).
        let mut old: libc::sigaction = unsafe { std::mem::zeroed() };
        // SAFETY: as above.
        let mut new: libc::sigaction = unsafe { std::mem::zeroed() };
        new.sa_sigaction = handler;
        // On the alternate stack that std gives every thread: the thread's own may be used up.
        new.sa_flags = libc::SA_SIGINFO | libc::SA_ONSTACK;
        // SAFETY: both structures live through the call; the handler has the signature of
        // SA_SIGINFO.
        unsafe { libc::sigaction(signal, &raw const new, &raw mut old) };
        old
    }

    /// Stops the calling thread for ever, if it explores a model. Safe in a signal handler.
    fn stop_if_exploring(fate: Fate) {
        let exploring = context::current().map(|shared| shared.set_fate(fate));
        let asking = loom_engine::current().map(|pass| pass.set_fate(fate));
        if exploring.or(asking).is_some() {
            loop {
                // SAFETY: `pause` is async-signal-safe.
                unsafe { libc::pause() };
            }
        }
    }

    extern "C" fn on_fault(
        signal: libc::c_int,
        info: *mut libc::siginfo_t,
        context: *mut libc::c_void,
    ) {
        // SAFETY: with SA_SIGINFO the kernel passes a valid `siginfo_t`.
        let info_of_fault = unsafe { &*info };
        // SAFETY: SIGSEGV and SIGBUS come with an address.
        let address = unsafe { info_of_fault.si_addr() } as usize;
        // Only a thread that explores has touched the list of stacks: its first use allocates.
        if context::current().is_some() || loom_engine::current().is_some() {
            let overflow = host::in_guard_page(address);
            stop_if_exploring(if overflow { Fate::StackOverflow } else { Fate::BadAccess });
        }
        let which = usize::from(signal != FAULTS[0]);
        let takes_info = |old: &&libc::sigaction| old.sa_flags & libc::SA_SIGINFO != 0;
        let previous = PREVIOUS[which].get().filter(takes_info).map_or(0, |old| old.sa_sigaction);
        if previous == libc::SIG_DFL || previous == libc::SIG_IGN {
            // SAFETY: restoring the default is allowed in a handler. The fault then happens again.
            unsafe { libc::signal(signal, libc::SIG_DFL) };
        } else {
            // SAFETY: it was installed with SA_SIGINFO, so it has this signature.
            let handler: extern "C" fn(libc::c_int, *mut libc::siginfo_t, *mut libc::c_void) =
                unsafe { std::mem::transmute(previous) };
            handler(signal, info, context);
        }
    }

    extern "C" fn on_abort(_: libc::c_int, _: *mut libc::siginfo_t, _: *mut libc::c_void) {
        stop_if_exploring(Fate::Abort);
    }

    extern "C" fn on_exit() {
        stop_if_exploring(Fate::Exit);
        // Called by a thread that the model does not know; that is no end of a check either.
        if super::ACTIVE.load(super::Relaxed) > 0 {
            super::print_past_locks(
                "the process was ended from outside of a model while a model was being checked: \
                 let the code under test return or panic instead\n",
            );
            super::end_process();
        }
    }
}
