//! The closure on real threads, many times: what a test without the explorer would have seen.
//!
//! `INTERLEAVE_ENGINE=threads` asks for it, `INTERLEAVE_RUNS` says how often (1,000 times if it says
//! nothing). Outside of a model every object is std's, so nothing but the calls is ours. A run passes if
//! the closure returns; what passes is counted and recorded, and no test fails by it. A run that does not
//! come back ends the count. [`reach!`](crate::reach) is nothing then, `choose` is a random number, and
//! [`Model::try_check`](super::Model::try_check) still asks the explorer, as its caller looks at the verdict.

use super::watch::{LOOK, LOOKS};
use super::{Subject, record_file};
use std::collections::BTreeMap;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, MutexGuard, Once, OnceLock, PoisonError};

/// What is run: whether it passes. A panic does not.
pub(crate) type Run = Arc<dyn Fn() -> bool + Send + Sync>;

/// The runs of one closure.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tally {
    pub(crate) passed: usize,
    /// Those that came back.
    pub(crate) runs: usize,
    /// One more did not.
    pub(crate) hung: bool,
}

/// So many runs, if real threads are asked for.
pub(crate) fn wanted() -> Option<usize> {
    if std::env::var_os("INTERLEAVE_ENGINE")? != "threads" {
        return None;
    }
    let given = std::env::var("INTERLEAVE_RUNS").ok().and_then(|runs| runs.parse().ok());
    Some(given.unwrap_or(1_000))
}

/// Runs are being counted in this process.
static COUNTING: AtomicBool = AtomicBool::new(false);

/// Runs the closure so often, each time on a thread of its own.
///
/// One closure at a time in a process: threads of another test would disturb the count, and statics
/// belong to one run.
pub(crate) fn tally(subject: &Subject, runs: usize, run: &Run) -> Tally {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _turn = locked(&ONE_AT_A_TIME);
    // Relaxed: threads that look are started after this.
    COUNTING.store(true, Relaxed);
    silence_panics();
    let mut tally = Tally { passed: 0, runs: 0, hung: false };
    while tally.runs < runs {
        locked(&STATICS).clear();
        let (sender, receiver) = channel();
        let run = Arc::clone(run);
        std::thread::Builder::new()
            .name(subject.test.clone())
            .spawn(move || {
                let passes = catch_unwind(AssertUnwindSafe(|| run())).unwrap_or(false);
                // Nobody listens any more if this run was given up.
                let _ = sender.send(passes);
            })
            .expect("a thread for the run");
        let Some(passes) = wait(&receiver) else {
            tally.hung = true;
            break;
        };
        tally.runs += 1;
        tally.passed += usize::from(passes);
    }
    tally
}

/// Prints and records what came out.
pub(crate) fn conclude(subject: &Subject, tally: Tally) {
    let Tally { passed, runs, hung } = tally;
    let more = if hung { "; the next one did not come back" } else { "" };
    let summary = format!("survived: {passed} of {runs} runs on real threads{more}");
    // Past libtest, which hides what a test prints that passes: nobody is to take this for a verdict.
    let _ = writeln!(std::io::stderr(), "{}: not checked; {summary}", subject.test);
    record_file::append(&record_file::survived(subject, &summary, &tally));
}

/// `None`: the run does not come back. Looks are counted as by the watch of the explorer.
fn wait(receiver: &Receiver<bool>) -> Option<bool> {
    for _ in 0..LOOKS {
        match receiver.recv_timeout(LOOK) {
            Ok(passes) => return Some(passes),
            Err(RecvTimeoutError::Disconnected) => return Some(false),
            Err(RecvTimeoutError::Timeout) => {}
        }
    }
    None
}

/// A thousand messages of the same panic would bury the table; they are the runs that are counted.
fn silence_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| std::panic::set_hook(Box::new(|_| {})));
}

/// A random one of so many, if runs are being counted.
pub(crate) fn random(options: usize) -> Option<usize> {
    // Each state has keys of its own.
    let number = || RandomState::new().build_hasher().finish();
    COUNTING.load(Relaxed).then(|| (number() % options as u64) as usize)
}

/// A pointer to the leaked cell of a static.
struct Place(*const ());

// SAFETY: it points to a `OnceLock<T>` that lives for ever. `static_of` hands the value on to threads that
// have a reference to the static, and a static is `Sync`.
unsafe impl Send for Place {}

/// The statics of the run, by the addresses of their declarations.
static STATICS: Mutex<BTreeMap<usize, Place>> = Mutex::new(BTreeMap::new());

/// The value of a [`fresh!`](crate::fresh) static in this run, if runs are being counted. It is leaked, as
/// a thread that was given up may still use it.
pub(crate) fn static_of<T: 'static>(key: usize, init: fn() -> T) -> Option<&'static T> {
    if !COUNTING.load(Relaxed) {
        return None;
    }
    let place = {
        let mut statics = locked(&STATICS);
        let cell = || Place(std::ptr::from_ref(Box::leak(Box::new(OnceLock::<T>::new()))).cast());
        statics.entry(key).or_insert_with(cell).0.cast::<OnceLock<T>>()
    };
    // SAFETY: the cell is leaked, and the static at this address is always of the type `T`.
    let cell = unsafe { &*place };
    // Not under the lock: an initializer may use another static.
    Some(cell.get_or_init(init))
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
