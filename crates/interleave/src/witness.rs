//! Witnesses: what at least one execution of a model must do.
//!
//! A witness that no execution reaches runs no code, so it must be known without having run. The
//! macro registers it when the program starts, with the path of the function it stands in; a model
//! expects the witnesses whose path lies below its closure's or below the test's function.

use crate::check::Subject;
use crate::explorer::context;
use crate::record::{Effect, Event};
use std::panic::Location;

/// A place marked by [`reach!`](crate::reach).
pub struct Witness {
    what: &'static str,
    at: (&'static str, u32),
    path: fn() -> &'static str,
}

impl Witness {
    #[doc(hidden)]
    pub const fn new(
        what: &'static str,
        at: (&'static str, u32),
        path: fn() -> &'static str,
    ) -> Self {
        Witness { what, at, path }
    }
}

/// A witness that no execution reached: its text, file and line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Unreached {
    pub(crate) what: &'static str,
    pub(crate) at: (&'static str, u32),
}

inventory::collect!(Witness);

/// Marks a place that at least one execution of the model must reach.
///
/// A model in which no execution does is red, although nothing in it went wrong: a lock that keeps
/// everybody out breaks no assertion. The text names what was to be seen:
///
/// ```
/// use interleave::{model, reach, sync::{Arc, Mutex}, thread};
///
/// model(|| {
///     let lock = Arc::new(Mutex::new(()));
///     let held = Arc::clone(&lock);
///     let other = thread::spawn(move || drop(held.lock()));
///     if lock.try_lock().is_err() {
///         reach!("the lock was busy");
///     }
///     other.join().unwrap();
/// });
/// ```
///
/// Write it in the test's own function, in a closure. A model does not know of those in other
/// functions, and two models in one test share theirs.
#[macro_export]
macro_rules! reach {
    ($what:literal) => {{
        fn here() {}
        fn path() -> &'static str {
            ::std::any::type_name_of_val(&here)
        }
        $crate::__private::inventory::submit! {
            $crate::__private::Witness::new($what, (file!(), line!()), path)
        }
        $crate::__private::reached($what)
    }};
}

/// The running execution reached a witness.
#[track_caller]
pub fn reached(what: &'static str) {
    if let Some(shared) = context::current() {
        shared.engine().run.note(Effect::Reached { what }, Location::caller());
    }
}

/// The witnesses that were reached so far, by their places.
#[derive(Clone, Default)]
pub(crate) struct Witnesses(Vec<(&'static str, u32)>);

impl Witnesses {
    pub(crate) fn add(&mut self, log: &[Event]) {
        for event in log {
            let at = (event.at.file(), event.at.line());
            if matches!(event.effect, Effect::Reached { .. }) && !self.0.contains(&at) {
                self.0.push(at);
            }
        }
    }

    /// Those that the subject should have reached and did not.
    pub(crate) fn missing(&self, subject: &Subject) -> Vec<Unreached> {
        let closure = without_generics(subject.path);
        let krate = closure.split("::").next().unwrap_or_default();
        let test = format!("{krate}::{}", subject.test);
        let below = |path: &str, parent: &str| {
            path.strip_prefix(parent).is_some_and(|rest| rest.starts_with("::"))
        };
        inventory::iter::<Witness>()
            .filter(|witness| {
                let path = without_generics((witness.path)());
                below(&path, &closure) || below(&path, &test)
            })
            .filter(|witness| !self.0.contains(&witness.at))
            .map(|witness| Unreached { what: witness.what, at: witness.at })
            .collect()
    }
}

/// Items inside a generic function do not carry its parameters in their path.
fn without_generics(path: &str) -> String {
    let mut depth = 0_usize;
    // The arrow of a function type closes nothing.
    path.replace("->", "")
        .chars()
        .filter(|&c| {
            depth += usize::from(c == '<');
            let outside = depth == 0;
            depth -= usize::from(c == '>' && depth > 0);
            outside
        })
        .collect()
}
