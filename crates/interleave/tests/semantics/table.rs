//! What a row is, and how all of them are checked.

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Mutex, Once};
use std::thread;

/// A program that ends in every interleaving.
pub(crate) struct Row {
    /// What is claimed.
    pub(crate) name: &'static str,
    /// What the documentation says about it. In brackets: what that is taken to mean.
    pub(crate) quote: &'static str,
    /// All that the program may return, and nothing else.
    pub(crate) outcomes: &'static [&'static str],
    pub(crate) program: fn() -> String,
}

pub(crate) const fn row(
    name: &'static str,
    quote: &'static str,
    outcomes: &'static [&'static str],
    program: fn() -> String,
) -> Row {
    Row { name, quote, outcomes, program }
}

/// A program that can hang, and so is not for real threads.
pub(crate) struct Deadlock {
    pub(crate) name: &'static str,
    pub(crate) quote: &'static str,
    pub(crate) program: fn(),
}

pub(crate) const fn deadlock(name: &'static str, quote: &'static str, program: fn()) -> Deadlock {
    Deadlock { name, quote, program }
}

/// Checks all rows, so many at a time, and collects what is wrong.
pub(crate) fn complaints<R: Sync>(
    files: &[&[R]],
    workers: usize,
    name: fn(&R) -> &'static str,
    check: impl Fn(&R) -> Option<String> + Sync,
) -> Vec<String> {
    let rows: Vec<_> = files.iter().copied().flatten().collect();
    let next = AtomicUsize::new(0);
    let complaints = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some(row) = rows.get(next.fetch_add(1, Relaxed)) {
                    // A report calls the program by the name of the thread that checks it.
                    let thread = thread::Builder::new().name(format!("row {}", name(row)));
                    let checking = thread.spawn_scoped(scope, || check(row)).unwrap();
                    let complaint = checking.join().unwrap_or_else(|_| Some("panicked".to_owned()));
                    if let Some(complaint) = complaint {
                        complaints.lock().unwrap().push(format!("{}: {complaint}", name(row)));
                    }
                }
            });
        }
    });
    complaints.into_inner().unwrap()
}

/// Rows panic on purpose, ten thousand times: their threads have no name, or one that begins with
/// "row".
pub(crate) fn keep_quiet_about_rows() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let previous = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if thread::current().name().is_some_and(|name| !name.starts_with("row ")) {
                previous(info);
            }
        }));
    });
}
